import type {
  ExpectedAccount,
  ExpectedBoundary,
  ExpectedPermissions,
  ExpectedRole,
  ExpectedTrail,
} from '../domain/expected-account';
import type { AccountId } from '../domain/ids';
import { accessRoleName, CLOSED_POLICY } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { isWatched } from '../domain/watched-accounts';
import { documentOf } from '../iam/pack-policies';
import { describedAccounts } from './described-accounts';
import type { BoundaryDescription, PolicyDescription, RoleDescription } from './role-description';

/**
 * What `verify` looks for in each account of `org.yaml`, by the descriptions that `lib/stacks` renders. Roles are looked for by
 * name, so one that CloudFormation names is not.
 *
 * @throws Failure `TooManyOperators`, `TooManyPipelines` where a trust policy is larger than IAM takes.
 */
export function expectedAccounts(config: OrgConfig): readonly ExpectedAccount[] {
  const names = namesOf(config);
  const accounts = describedAccounts(config).filter(({ id }) => hasAuditor(config, id));
  return accounts.map(({ id, name, roles, policies, users, groups, boundaries }) => {
    const arn = (policy: string) => names.policyArn(id, policy);
    const trail = trailOf(config, id);
    return {
      id,
      name,
      roles: roles.flatMap((role) => expectedRole(role, arn)),
      policies: policies.map(arn),
      groups: groups.map((group) => ({ name: group.name, permissions: () => ownPolicies(group.policies()) })),
      boundaries: expectedBoundaries(roles, boundaries, arn),
      ...(mayHaveUsers(config, id) && {
        users: users.map(({ boundary, ...user }) => ({ ...user, boundary: arn(boundary) })),
      }),
      ...(trail !== undefined && { trail }),
    };
  });
}

/** Without the roles of a product account, the management account has no auditor role for `verify` to enter as. */
function hasAuditor({ managementAccount, organization }: OrgConfig, account: AccountId): boolean {
  return account !== organization.managementAccount || managementAccount !== undefined;
}

function expectedRole(role: RoleDescription, arn: (policy: string) => string): readonly ExpectedRole[] {
  const { name, boundary, trust, policies, awsManagedPolicies } = role;
  if (name === undefined) return [];
  return [
    {
      name,
      trust: JSON.stringify(trust),
      ...(boundary !== undefined && { boundary: arn(boundary.name) }),
      permissions: () => ({
        ...ownPolicies(policies()),
        ofAws: [...(awsManagedPolicies?.keys() ?? [])],
        // Whoever shuts somebody out closes access roles with it.
        forAWhile: name.startsWith(accessRoleName('')) ? [arn(CLOSED_POLICY)] : [],
      }),
    },
  ];
}

/** Each once: several roles wear the same one. */
function expectedBoundaries(
  roles: readonly RoleDescription[],
  others: readonly BoundaryDescription[],
  arn: (policy: string) => string,
): readonly ExpectedBoundary[] {
  const worn = roles.flatMap(({ name, boundary }) => (boundary === undefined ? [] : [{ boundary, wornBy: name }]));
  const all = [...worn, ...others.map((boundary) => ({ boundary, wornBy: undefined }))];
  const first = new Map([...all].reverse().map((one) => [one.boundary.name, one]));
  return [...first.values()].reverse().map(({ boundary, wornBy }) => ({
    arn: arn(boundary.name),
    ...(boundary.name.endsWith('*') && wornBy !== undefined && { wornBy }),
    document: () => JSON.stringify(documentOf(boundary.pack())),
  }));
}

function ownPolicies(policies: readonly PolicyDescription[]): ExpectedPermissions {
  return {
    policies: policies.map(({ description, pack }) => ({ description, document: JSON.stringify(documentOf(pack)) })),
    ofAws: [],
    forAWhile: [],
  };
}

/** Access roles trust the path of people in Ops, and whoever works in the Terraform account may reach states. */
function mayHaveUsers({ accounts }: OrgConfig, account: AccountId): boolean {
  return account === accounts.ops || account === accounts.terraform;
}

/** Without a trail EventBridge has nothing to send. */
function trailOf(config: OrgConfig, account: AccountId): ExpectedTrail | undefined {
  const { audit } = config;
  if (audit === undefined || !isWatched(config, account)) return undefined;
  if (audit.trail === 'organization') return { source: 'organization' };
  const names = namesOf(config).audit;
  return { source: 'own', arn: names.trailArn(account), bucket: names.trailBucket, key: names.keyAliasArn };
}
