import type { Resource, Template } from './template';
import { textOf } from './text-of';

/** The property that holds the physical name of a resource, where it has one. */
const NAMES: Readonly<Record<string, string>> = {
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::OIDCProvider': 'Url',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::KMS::Alias': 'AliasName',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::CloudFormation::StackSet': 'StackSetName',
  'AWS::Organizations::Policy': 'Name',
  'AWS::SSO::PermissionSet': 'Name',
};

/** What people know a resource by; its logical id where CloudFormation names it. */
function resourceName(logicalId: string, resource: Resource): string {
  return physicalName(resource) ?? logicalId;
}

/** The name of a resource in its account, where its template says it. */
export function physicalName({ Type: type, Properties: properties }: Resource): string | undefined {
  const name = properties[NAMES[type] ?? ''];
  return name === undefined ? undefined : textOf(name);
}

/** A resource before and after: undefined where it is not there. */
export interface ResourcePair {
  readonly name: string;
  readonly before: Identified | undefined;
  readonly after: Identified | undefined;
}

export interface Identified {
  readonly id: string;
  readonly resource: Resource;
}

/**
 * The resources of two templates that are the same thing: by logical id, or by type and physical name where only the
 * logical id is another. Two types under one logical id are two things.
 */
export function pairResources(before: Template, after: Template): readonly ResourcePair[] {
  const earlier = identified(before);
  const later = identified(after);
  const pairs = later.map((current): ResourcePair => {
    const previous = earlier.find((candidate) => isSameById(candidate, current)) ?? namesake(earlier, later, current);
    return { name: resourceName(current.id, current.resource), before: previous, after: current };
  });
  const paired = new Set(pairs.map(({ before: previous }) => previous));
  const removed = earlier.filter((previous) => !paired.has(previous));
  return [
    ...pairs,
    ...removed.map((previous) => ({
      name: resourceName(previous.id, previous.resource),
      before: previous,
      after: undefined,
    })),
  ];
}

function identified({ resources }: Template): readonly Identified[] {
  return Object.entries(resources).map(([id, resource]) => ({ id, resource }));
}

function isSameById(one: Identified, other: Identified): boolean {
  return one.id === other.id && one.resource.Type === other.resource.Type;
}

/** The earlier one of the same type and name, unless a later one has its logical id. */
function namesake(
  earlier: readonly Identified[],
  later: readonly Identified[],
  current: Identified,
): Identified | undefined {
  const name = physicalName(current.resource);
  if (name === undefined) return undefined;
  return earlier.find(
    (candidate) =>
      candidate.resource.Type === current.resource.Type &&
      physicalName(candidate.resource) === name &&
      !later.some((other) => isSameById(candidate, other)),
  );
}
