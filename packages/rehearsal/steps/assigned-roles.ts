import { GetRoleCommand, ListAttachedRolePoliciesCommand, ListRolesCommand, type Role } from '@aws-sdk/client-iam';
import type { AccountId } from '../../../lib/domain/ids';
import { ACCESS_BOUNDARY, permissionSetName } from '../../../lib/domain/names';
import { namesOf } from '../../../lib/domain/names-of';
import { identityCenterAccountOf, type OrgConfig } from '../../../lib/domain/org-config';
import type { IdentityCenterSignIn, People } from '../../../lib/domain/people';
import { reachableRoles } from '../../../lib/domain/reachable-role';
import { accessPolicies, awsManagedPoliciesOf } from '../../../lib/policies/access-roles';
import { servicesFor } from '../../../lib/policies/service-policies';
import { elementsOf, type JsonObject, objectOf, textOf } from '../../iam-gateway/iam/json';
import { administratorOf, type OrgYaml, type Rehearsal } from '../context/rehearsal';
import type { Clients } from '../emulated/clients';
import { NotProved } from '../report/ledger';
import { allAccounts } from './terraform-roles';

/** What Identity Center calls the roles that it makes: https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html */
const PATH = '/aws-reserved/sso.amazonaws.com/';
const NAME = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/;

/** Looks into Identity Center and into every account, where people come from there: nobody else has roles to look for. */
export async function assignedRoles(rehearsal: Rehearsal, { config }: OrgYaml): Promise<void> {
  const { people } = config;
  if (people?.signIn.source !== 'identityCenter') return;
  const { signIn } = people;
  await rehearsal.ledger.prove(
    'each group of Identity Center is assigned what org.yaml gives it, and nothing else',
    () => assignments(rehearsal, config, people, signIn),
  );
  await rehearsal.ledger.prove(
    'each assignment made a role with its policies and the boundary, in its account and in no other',
    () => reservedRoles(rehearsal, config, people),
  );
}

/** A role in an account that somebody is assigned to, written. */
function written(account: string, permissionSet: string, principal: string): string {
  return `${principal} as ${permissionSet} in ${account}`;
}

async function assignments(
  rehearsal: Rehearsal,
  config: OrgConfig,
  people: People,
  { instance, groupIds }: IdentityCenterSignIn,
): Promise<string> {
  const { call } = await administratorOf(rehearsal, config, identityCenterAccountOf(config));
  const found: string[] = [];
  for (const set of await permissionSets(call, instance)) {
    for (const AccountId of allAccounts(config)) {
      const input = { InstanceArn: instance, PermissionSetArn: set.arn, AccountId };
      const { AccountAssignments } = await call({ service: 'sso', operation: 'ListAccountAssignments', input });
      for (const each of elementsOf(AccountAssignments, 'assignments')) {
        found.push(written(AccountId, set.name, textOf(objectOf(each, 'an assignment').PrincipalId, 'PrincipalId')));
      }
    }
  }
  const wanted = people.groups.flatMap((group) =>
    reachableRoles(config, group).map(({ account, role }) =>
      written(account, permissionSetName(role), String(groupIds[group.name])),
    ),
  );
  requireSame(found, wanted);
  return `${wanted.length} assignments of ${people.groups.length} groups`;
}

async function permissionSets(
  call: Clients['call'],
  instance: string,
): Promise<readonly { readonly arn: string; readonly name: string }[]> {
  const ask = (operation: string, input: JsonObject) =>
    call({ service: 'sso', operation, input: { InstanceArn: instance, ...input } });
  const { PermissionSets } = await ask('ListPermissionSets', {});
  const arns = elementsOf(PermissionSets, 'permission sets').map((each) => textOf(each, 'the ARN of one'));
  const described = arns.map(async (arn) => {
    const { PermissionSet } = await ask('DescribePermissionSet', { PermissionSetArn: arn });
    return { arn, name: textOf(objectOf(PermissionSet, 'a permission set').Name, 'Name') };
  });
  return Promise.all(described);
}

async function reservedRoles(rehearsal: Rehearsal, config: OrgConfig, people: People): Promise<string> {
  const names = namesOf(config);
  const found: string[] = [];
  for (const account of allAccounts(config)) {
    const { iam } = await administratorOf(rehearsal, config, account);
    const { Roles = [] } = await iam.send(new ListRolesCommand({ PathPrefix: PATH }));
    for (const { RoleName } of Roles) found.push(await wornBy(iam, account, String(RoleName)));
  }
  const reached = new Map(
    people.groups.flatMap((group) =>
      reachableRoles(config, group).map(({ account, role }) => [`${account} ${role}`, { account, role }] as const),
    ),
  );
  const { ofRole } = accessPolicies(config, people, servicesFor(config, ''));
  const wanted = [...reached.values()].map(({ account, role }) => {
    const described = people.roles.filter(({ name }) => name === role);
    const policies = [
      ...(ofRole.get(role) ?? []).map((name) => names.policyArn(account, name)),
      ...described.flatMap(awsManagedPoliciesOf).map((name) => names.awsManagedPolicyArn(name)),
    ];
    return worn(account, permissionSetName(role), policies, names.policyArn(account, ACCESS_BOUNDARY));
  });
  requireSame(found, wanted);
  return `${wanted.length} roles in ${new Set([...reached.values()].map(({ account }) => account)).size} of ${allAccounts(config).length} accounts`;
}

async function wornBy(iam: Clients['iam'], account: AccountId, RoleName: string): Promise<string> {
  // ListRoles tells nothing of boundaries.
  const [{ Role }, { AttachedPolicies = [] }] = await Promise.all([
    iam.send(new GetRoleCommand({ RoleName })),
    iam.send(new ListAttachedRolePoliciesCommand({ RoleName })),
  ]);
  const [, permissionSet] = NAME.exec(RoleName) ?? [];
  if (permissionSet === undefined) throw new NotProved(`${account} has a role ${RoleName}`);
  const policies = AttachedPolicies.map(({ PolicyArn }) => String(PolicyArn));
  return worn(account, permissionSet, policies, boundaryOf(Role));
}

function boundaryOf(role: Role | undefined): string {
  return role?.PermissionsBoundary?.PermissionsBoundaryArn ?? 'nothing';
}

function worn(account: string, permissionSet: string, policies: readonly string[], boundary: string): string {
  return `${permissionSet} in ${account} with ${[...policies].sort().join(', ')} below ${boundary}`;
}

function requireSame(found: readonly string[], wanted: readonly string[]): void {
  const differing = [
    ...found.filter((each) => !wanted.includes(each)).map((each) => `not in org.yaml: ${each}`),
    ...wanted.filter((each) => !found.includes(each)).map((each) => `missing: ${each}`),
  ];
  if (differing.length > 0 || found.length !== wanted.length) throw new NotProved(differing.join('\n'));
}
