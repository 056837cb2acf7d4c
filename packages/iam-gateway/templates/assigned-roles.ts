import { elementsOf, type Json, objectOf, textOf } from '../iam/json';
import type { NamedPolicy } from '../iam/policy-document';
import { type ReservedRole, reservedRoleArn, reservedRoleTrust } from '../iam/reserved-role';
import type { Role } from '../iam/snapshot';
import type { ManagedPolicies } from './identities';
import {
  arnOfResource,
  document,
  property,
  resourcesOf,
  type StackResource,
  text,
  texts,
  uniqueMap,
} from './resources';
import type { Stack } from './template';

/** What IAM Identity Center makes of the assignments of some stacks. */
export interface AssignedRoles {
  /** By ARN. */
  readonly roles: ReadonlyMap<string, Role>;
  /** The ARNs of the roles that each group may become, by its id in the identity store. */
  readonly assignments: ReadonlyMap<string, readonly string[]>;
}

interface Assignment {
  readonly group: string;
  readonly arn: string;
  readonly role: Role;
}

/**
 * The roles in the accounts to which groups are assigned: one for each permission set, however many groups are assigned with it.
 *
 * @throws Error for a permission set that no stack makes, for one that refers to a policy that the account does not have,
 *   and for an assignment of anything but a group.
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetcustom.html
 */
export function assignedRolesOf(stacks: readonly Stack[], policies: ManagedPolicies): AssignedRoles {
  const permissionSets = uniqueMap(
    resourcesOf(stacks, 'AWS::SSO::PermissionSet').map((set) => [arnOfResource(set), set]),
  );
  const assignments = uniqueMap(
    resourcesOf(stacks, 'AWS::SSO::Assignment').map((assignment) => {
      const set = permissionSets.get(text(assignment, 'PermissionSetArn'));
      if (set === undefined) throw new Error(`${assignment.id} is of a permission set that no stack makes`);
      const assigned = assignmentOf(assignment, set, policies);
      return [`${assigned.arn} for ${assigned.group}`, assigned];
    }),
  );
  const all = [...assignments.values()];
  return {
    roles: new Map(all.map(({ arn, role }) => [arn, role])),
    assignments: new Map(
      all.map(({ group }) => [group, all.filter((one) => one.group === group).map(({ arn }) => arn)]),
    ),
  };
}

function assignmentOf(assignment: StackResource, set: StackResource, policies: ManagedPolicies): Assignment {
  for (const [name, expected] of [
    ['PrincipalType', 'GROUP'],
    ['TargetType', 'AWS_ACCOUNT'],
  ] as const) {
    const found = text(assignment, name);
    if (found !== expected) throw new Error(`${assignment.id} has the ${name} ${found}, which is not evaluated here`);
  }
  const { partition, region } = assignment.stack;
  const account = text(assignment, 'TargetId');
  const reserved: ReservedRole = { partition, account, region, permissionSet: text(set, 'Name') };
  return {
    group: text(assignment, 'PrincipalId'),
    arn: reservedRoleArn(reserved),
    role: { ...identityOf(set, reserved, policies), trust: reservedRoleTrust(reserved) },
  };
}

function identityOf(set: StackResource, { partition, account }: ReservedRole, policies: ManagedPolicies) {
  const there = (reference: unknown) => policies.named(policyArn(partition, account, reference));
  const references = elementsOf(property(set, 'CustomerManagedPolicyReferences') ?? [], 'the policies of an account');
  const boundary = property(set, 'PermissionsBoundary');
  return {
    policies: [
      ...references.map(there),
      ...texts(set, 'ManagedPolicies').map((arn) => policies.named(arn)),
      ...inlinePolicy(set),
    ],
    ...(boundary !== undefined && { boundary: boundaryOf(boundary) }),
  };

  function boundaryOf(value: Json): NamedPolicy {
    const { CustomerManagedPolicyReference: reference, ManagedPolicyArn: arn } = objectOf(value, 'PermissionsBoundary');
    return reference === undefined ? policies.named(textOf(arn, 'ManagedPolicyArn')) : there(reference);
  }
}

function inlinePolicy(set: StackResource): readonly NamedPolicy[] {
  return property(set, 'InlinePolicy') === undefined ? [] : [document(set, 'InlinePolicy', 'InlinePolicy')];
}

/** Permission sets name policies as every account has them: without the account. */
function policyArn(partition: string, account: string, reference: unknown): string {
  const { Name, Path = '/' } = objectOf(reference, 'a reference to a managed policy');
  return `arn:${partition}:iam::${account}:policy${textOf(Path, 'Path')}${textOf(Name, 'Name')}`;
}
