import type { DeployedStackSet } from '../../aws/stack-sets';
import { canonical } from '../../domain/json';
import { type AccessChange, toRead, unclear } from '../../iam/access-change';
import { compareTemplates } from './compare-templates';
import { type AccessFinding, inResource } from './finding';
import { readTemplate } from './read-template';
import { type RenamedBucket, renamedBuckets } from './renamed-buckets';
import { hiddenParameters, type ParameterValues, resolveParameters } from './resolve-parameters';
import { type ResourceChange, resourceChanges, sectionChanges } from './resource-changes';
import { parametersOf, templateBodyOf } from './stack-sets-of';
import { EMPTY_TEMPLATE, type Properties, type Template } from './template';

/** What changes, and what that means. */
export interface Comparison {
  readonly resources: readonly ResourceChange[];
  /** Sections of the template beside its resources, such as `Outputs`. */
  readonly sections: readonly string[];
  readonly findings: readonly AccessFinding[];
  readonly renamedBuckets: readonly RenamedBucket[];
}

export function compare(before: Template, after: Template): Comparison {
  return {
    resources: resourceChanges(before, after),
    sections: sectionChanges(before, after),
    findings: compareTemplates(before, after),
    renamedBuckets: renamedBuckets(before, after),
  };
}

/** A member template as a StackSet has it, or will have it. */
interface Member {
  readonly body: string | undefined;
  readonly parameters: ParameterValues;
}

/**
 * Compares the member template that a StackSet delivers now with the one that it will deliver.
 *
 * @param declared - what the deployed parent stack says about the StackSet; undefined where it is not there
 * @param wanted - what the synthesised parent stack says about it; undefined where it goes
 */
export function compareMember(
  deployed: DeployedStackSet | undefined,
  declared: Properties | undefined,
  wanted: Properties | undefined,
): Comparison {
  const now: Member = { body: deployed?.templateBody, parameters: deployed?.parameters ?? {} };
  const then: Member = { body: templateBodyOf(wanted), parameters: parametersOf(wanted) };
  const before = readMember(now);
  const after = readMember(then);
  const doubts = inResource(deployed?.name ?? 'the StackSet', [
    ...(before.isRead ? [] : [toRead('its deployed member template cannot be understood')]),
    ...(after.isRead && (wanted === undefined || then.body !== undefined)
      ? []
      : [toRead('its new member template cannot be understood')]),
    ...hiddenChanges(now.parameters, then.parameters, [...before.hidden, ...after.hidden]),
    ...driftOf(deployed, declared),
  ]);
  const { findings, ...comparison } = compare(before.template, after.template);
  return { ...comparison, findings: [...doubts, ...findings] };
}

function readMember({ body, parameters }: Member) {
  const template = body === undefined ? EMPTY_TEMPLATE : readTemplate(body);
  if (template === undefined) return { isRead: false, template: EMPTY_TEMPLATE, hidden: [] };
  return { isRead: true, template: resolveParameters(template, parameters), hidden: hiddenParameters(template) };
}

function hiddenChanges(was: ParameterValues, is: ParameterValues, hidden: readonly string[]): readonly AccessChange[] {
  return [...new Set(hidden)]
    .filter((name) => was[name] !== is[name])
    .map((name) => unclear(`the hidden parameter ${name}`));
}

/**
 * A StackSet that somebody changed beside CloudFormation: CloudFormation compares with what it knows, and may leave that change.
 */
function driftOf(deployed: DeployedStackSet | undefined, declared: Properties | undefined): readonly AccessChange[] {
  if (deployed === undefined || declared === undefined) return [];
  const known = readTemplate(templateBodyOf(declared) ?? '');
  const actual = readTemplate(deployed.templateBody);
  const isSameBody = canonicalTemplate(known) === canonicalTemplate(actual);
  if (isSameBody && canonical(parametersOf(declared)) === canonical(deployed.parameters)) return [];
  return [toRead('somebody changed the StackSet beside CloudFormation, which may not change it back')];
}

function canonicalTemplate(template: Template | undefined): string {
  return canonical(
    template && {
      ...template.sections,
      Resources: Object.fromEntries(
        Object.entries(template.resources).map(([id, { attributes, ...resource }]) => [
          id,
          { ...resource, ...attributes },
        ]),
      ),
    },
  );
}
