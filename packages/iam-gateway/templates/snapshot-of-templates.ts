import { objectOf, textOf } from '../iam/json';
import type { Organization, Snapshot } from '../iam/snapshot';
import { assignedRolesOf } from './assigned-roles';
import { withControlPolicies } from './attached-control-policies';
import { identitiesOf, ManagedPolicies } from './identities';
import { memberStacksOf } from './member-stacks';
import { oidcProvidersOf, ownedResourcesOf } from './owned-resources';
import { resolve } from './resolve';
import { uniqueMap } from './resources';
import { type Export, parametersOf, readTemplate, type Stack } from './template';

/** A template that is deployed by itself, as plain JSON. */
export interface DeployedTemplate {
  /** The name of the stack. */
  readonly name: string;
  readonly template: unknown;
  readonly account: string;
  readonly region: string;
  /** @default - the parameters' own defaults */
  readonly parameters?: Readonly<Record<string, string>>;
}

/**
 * The snapshot in which some templates are deployed, and nothing else is: what they make, and what the member templates of
 * their StackSets make in each account of the targets.
 *
 * It reads rendered templates and nothing else of the project, so that what is proved is what would be deployed.
 *
 * @param organization - who is where; what is attached there already
 * @throws Error for everything in a template that it cannot evaluate: an intrinsic function, a resource type, a parameter
 *   without a value. A snapshot with a piece missing would prove nothing.
 */
export function snapshotOfTemplates(
  deployed: readonly DeployedTemplate[],
  partition: string,
  organization: Organization,
): Snapshot {
  const direct = withExports(deployed.map((template) => stackOf(template, partition)));
  const stacks = [...direct, ...memberStacksOf(direct, organization)];
  refuseUnknownTypes(stacks);
  const policies = new ManagedPolicies(stacks);
  const { users, roles } = identitiesOf(stacks, policies);
  const assigned = assignedRolesOf(stacks, policies);
  return {
    partition,
    organization: { ...organization, ...withControlPolicies(organization, stacks) },
    users,
    roles: new Map([...roles, ...assigned.roles]),
    assignments: assigned.assignments,
    oidcProviders: oidcProvidersOf(stacks),
    resources: ownedResourcesOf(stacks),
  };
}

function stackOf({ name, template: json, account, region, parameters }: DeployedTemplate, partition: string): Stack {
  const template = readTemplate(json, name);
  const given = new Map(Object.entries(parameters ?? {}));
  return { name, partition, account, region, template, parameters: parametersOf(template, given, name) };
}

/**
 * The stacks, each with what all stacks of its account and Region export and give as outputs.
 *
 * @throws Error where two of them export one name.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html
 */
function withExports(stacks: readonly Stack[]): readonly Stack[] {
  return stacks.map((stack) => {
    const beside = stacks.filter(({ account, region }) => account === stack.account && region === stack.region);
    return { ...stack, exports: uniqueMap(beside.flatMap(exportsOf)), outputs: new Map(beside.flatMap(outputsOf)) };
  });
}

function outputsOf(stack: Stack): readonly (readonly [string, Export])[] {
  return [...stack.template.outputs].map(([id, { Value }]) => [`${stack.name}.${id}`, { value: Value, stack }]);
}

function exportsOf(stack: Stack): readonly (readonly [string, Export])[] {
  return [...stack.template.outputs].flatMap(([id, { Value, Export }]): (readonly [string, Export])[] => {
    if (Export === undefined) return [];
    const { Name } = objectOf(Export, `the export of ${id}`);
    return [[textOf(resolve(Name, stack), `the name of the export of ${id}`), { value: Value, stack }]];
  });
}

/** What decides about access and is read, and what does not decide about it. */
const TYPES: ReadonlySet<string> = new Set([
  'AWS::AccessAnalyzer::Analyzer',
  'AWS::CloudFormation::StackSet',
  'AWS::CloudFormation::WaitConditionHandle',
  'AWS::CloudTrail::Trail',
  'AWS::CloudWatch::Alarm',
  'AWS::Events::EventBus',
  'AWS::Events::Rule',
  'AWS::IAM::Group',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::OIDCProvider',
  'AWS::IAM::Role',
  'AWS::IAM::User',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::Logs::LogGroup',
  'AWS::Organizations::Policy',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::SSO::Assignment',
  'AWS::SSO::PermissionSet',
  'AWS::Scheduler::Schedule',
  'AWS::SecretsManager::ResourcePolicy',
  'AWS::SecretsManager::Secret',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
]);

/** @throws Error for a type of which nobody has said whether it decides about access. */
function refuseUnknownTypes(stacks: readonly Stack[]): void {
  for (const { name, template } of stacks) {
    for (const [id, { type }] of template.resources) {
      if (!TYPES.has(type)) throw new Error(`${name} makes ${id}, an ${type}, which is not evaluated here`);
    }
  }
}
