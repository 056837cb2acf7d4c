import { HOME_REGIONS } from '../../../domain/region';
import { readTemplate } from '../read-template';
import { physicalName } from '../resource-name';
import { NOWHERE, type StackSetTargets, targetsOf } from '../stack-set-targets';
import { stackSetsOf, templateBodyOf } from '../stack-sets-of';
import { EMPTY_TEMPLATE, type Resource, type Template } from '../template';

/** A stack of the deployment account, with what it delivers. */
export interface EstateStack {
  readonly name: string;
  /** What the accounts get: its own template, or the member template of its StackSet. */
  readonly content: Template;
  /** Where the StackSet delivers to. @default - the stack is in the deployment account itself */
  readonly targets?: StackSetTargets;
  /** @default false */
  readonly isProtected?: boolean;
}

/** Reads a stack; one with more than one StackSet, which orgstrap never makes, counts as a stack without any. */
export function estateStack(name: string, template: Template, isProtected = false): EstateStack {
  const [set, ...others] = [...stackSetsOf(template).values()];
  if (set === undefined || others.length > 0) return { name, content: template, isProtected };
  return {
    name,
    content: readTemplate(templateBodyOf(set) ?? '') ?? EMPTY_TEMPLATE,
    targets: targetsOf(set.StackInstancesGroup) ?? NOWHERE,
    isProtected,
  };
}

/** The OUs, or the accounts, that a StackSet is in; for a stack of the deployment account that account. */
export function placesOf({ targets }: EstateStack, deploymentAccount: string): readonly string[] {
  if (targets === undefined) return [deploymentAccount];
  return targets.filter === 'INTERSECTION' ? targets.accounts : targets.organizationalUnits;
}

/** What stands in a stack that is to hold nothing. */
const NOTHING = 'AWS::CloudFormation::WaitConditionHandle';

/** Whether accounts have something of it. */
export function isAnywhere({ targets, content }: EstateStack): boolean {
  if (targets === undefined) return Object.values(content.resources).some(({ Type: type }) => type !== NOTHING);
  return targets.organizationalUnits.length > 0;
}

/** The Region of a stack, which is in its name where it is not the home Region; a StackSet is made in that, wherever it delivers to. */
export function regionOf({ name, targets }: Pick<EstateStack, 'name' | 'targets'>, homeRegion: string): string {
  if (targets !== undefined) return homeRegion;
  return HOME_REGIONS.find((region) => name.endsWith(`-${region}`)) ?? homeRegion;
}

/** The property that holds a physical name, for types whose resources a plan calls by their logical ids. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'AWS::AccessAnalyzer::Analyzer': 'AnalyzerName',
  'AWS::CloudTrail::Trail': 'TrailName',
  'AWS::Events::EventBus': 'Name',
  'AWS::Events::Rule': 'Name',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::SNS::Topic': 'TopicName',
};

/** What a resource is called in its account; undefined where that is worked out there. */
export function nameOf(resource: Resource): string | undefined {
  const name = physicalName(resource) ?? resource.Properties[OTHER_NAMES[resource.Type] ?? ''];
  return typeof name === 'string' && !name.includes('${') ? name : undefined;
}

/** The physical names of a stack's resources of one type. */
export function namesOfType({ content }: EstateStack, type: string): readonly string[] {
  return Object.values(content.resources).flatMap((resource) =>
    resource.Type === type ? (nameOf(resource) ?? []) : [],
  );
}

/** Whether a resource stays in its account when its stack forgets it. */
export function isRetained({ attributes }: Resource): boolean {
  return attributes.DeletionPolicy === 'Retain' || attributes.DeletionPolicy === 'RetainExceptOnCreate';
}

/** The resources that stay, as people know them: `AWS::S3::Bucket NAME`. A key has no name, and is worth its own words. */
export function retainedIn({ content }: EstateStack): readonly string[] {
  return Object.values(content.resources)
    .filter(isRetained)
    .flatMap((resource) => {
      const name = nameOf(resource);
      if (name !== undefined) return [`${resource.Type} ${name}`];
      return resource.Type === 'AWS::KMS::Key' ? [resource.Type] : [];
    });
}
