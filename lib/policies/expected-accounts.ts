import type {
  AccountToSee,
  ExpectedAccount,
  ExpectedBoundary,
  ExpectedPermissions,
  ExpectedRole,
  ExpectedTrail,
} from '../domain/expected-account';
import type { AccountId } from '../domain/ids';
import { accessRoleName, CLOSED_POLICY } from '../domain/names';
import { namesOf } from '../domain/names-of';
import { once } from '../domain/once';
import type { OrgConfig } from '../domain/org-config';
import { isWatched } from '../domain/watched-accounts';
import { documentOf } from '../iam/pack-policies';
import { type AlikeAccounts, alikeAccounts } from './described-accounts';
import { writtenFor } from './in-account';
import {
  type BoundaryDescription,
  onceWhileInUse,
  type PolicyDescription,
  type RoleDescription,
} from './role-description';

/**
 * The accounts that `verify` looks at, each with what it looks for there, by the descriptions that `lib/stacks` renders. What accounts of an
 * environment have in common is worked out once for all of them. Roles are looked for by name, so one that CloudFormation names is not.
 *
 * @throws Failure `TooManyOperators`, `TooManyPipelines` where a trust policy is larger than IAM takes.
 */
export function accountsToSee(config: OrgConfig): readonly AccountToSee[] {
  return alikeAccounts(config)
    .filter(({ accounts: [{ id }] }) => hasAuditor(config, id))
    .flatMap((alike) => {
      const common = once(() => expectedOf(config, alike));
      return alike.accounts.map(({ id, name }) => ({
        id,
        name,
        expected: () => ({ id, name, ...expectedIn(id, alike.account, common()) }),
      }));
    });
}

type Expected = Omit<ExpectedAccount, 'id' | 'name'>;

/** With what stands for their ids. */
function expectedOf(config: OrgConfig, alike: AlikeAccounts): Expected {
  const { accounts, account, roles, policies, users, groups, boundaries } = alike;
  const [{ id }] = accounts;
  const names = namesOf(config);
  const arn = (policy: string) => names.policyArn(account, policy);
  const trail = isWatched(config, id) ? trailOf(config, account) : undefined;
  return {
    roles: roles.flatMap((role) => expectedRole(role, arn)),
    policies: policies.map(arn),
    groups: groups.map((group) => ({ name: group.name, permissions: () => ownPolicies(group.policies()) })),
    boundaries: expectedBoundaries(roles, boundaries, arn),
    ...(mayHaveUsers(config, id) && {
      users: users.map(({ boundary, ...user }) => ({ ...user, boundary: arn(boundary) })),
    }),
    ...(trail !== undefined && { trail }),
  };
}

/** What one of them has. Users and groups are of accounts that are like no other. */
function expectedIn(id: AccountId, standsForIt: string, expected: Expected): Expected {
  if (id === standsForIt) return expected;
  const written = (text: string) => text.replaceAll(standsForIt, id);
  const { roles, policies, boundaries, trail } = expected;
  return {
    ...expected,
    roles: roles.map(({ name, boundary, trust, permissions }) => ({
      name,
      trust: written(trust),
      ...(boundary !== undefined && { boundary: written(boundary) }),
      permissions: () => permissionsIn(permissions(), written),
    })),
    policies: policies.map(written),
    boundaries: boundaries.map(({ arn, document, ...boundary }) => ({
      ...boundary,
      arn: written(arn),
      document: () => written(document()),
    })),
    ...(trail !== undefined && { trail: writtenFor(id, standsForIt, trail) }),
  };
}

function permissionsIn(
  { policies, ofAws, forAWhile }: ExpectedPermissions,
  written: (text: string) => string,
): ExpectedPermissions {
  return {
    policies: policies.map(({ description, document }) => ({ description, document: written(document) })),
    ofAws,
    forAWhile: forAWhile.map(written),
  };
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
      permissions: onceWhileInUse(() => ({
        ...ownPolicies(policies()),
        ofAws: [...(awsManagedPolicies?.keys() ?? [])],
        // Whoever shuts somebody out closes access roles with it.
        forAWhile: name.startsWith(accessRoleName('')) ? [arn(CLOSED_POLICY)] : [],
      })),
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
    document: once(() => JSON.stringify(documentOf(boundary.pack()))),
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
function trailOf(config: OrgConfig, account: string): ExpectedTrail | undefined {
  const { audit } = config;
  if (audit === undefined) return undefined;
  if (audit.trail === 'organization') return { source: 'organization' };
  const names = namesOf(config).audit;
  return { source: 'own', arn: names.trailArn(account), bucket: names.trailBucket, key: names.keyAliasArn };
}
