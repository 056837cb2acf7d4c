import { ACCESSES } from '../domain/ci-identity';
import { deployerAccounts } from '../domain/deployment';
import type { AccountId } from '../domain/ids';
import { ACCESS_BOUNDARY, boundaryName, CLOSED_POLICY } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { replicaOf } from '../domain/state/replica';
import { isWatched } from '../domain/watched-accounts';
import { hasOperatorRole, hasStateRole, pipelinesOf } from '../domain/workspaces';
import { accessRoles } from './access-roles';
import { canaryRole, forwardingRole, trailLogsRole } from './audit-roles';
import { auditorRole } from './auditor-role';
import { accessBoundary } from './boundaries';
import { ciRole } from './ci-role';
import { ciUser } from './ci-users';
import { deploymentRolesIn } from './deployment-roles';
import { ANY_ACCOUNT, boundaryIn, roleIn } from './in-account';
import { operatorRole } from './operator-roles';
import { peopleOperatorOfOps, peopleOperatorOfProductAccount } from './people-operator-role';
import { everybodyGroup, groupOfPeople, peopleBoundary, personUser } from './people-users';
import { rolesOfPlatform } from './platform-roles';
import { replicationRole } from './replication-role';
import type { BoundaryDescription, RoleDescription } from './role-description';
import { stateRole } from './state-role';
import { terraformRoles, trustedCiRoles } from './terraform-roles';
import type { GroupDescription, UserDescription } from './user-description';

/** What an account has of orgstrap. */
interface Described {
  readonly roles: readonly RoleDescription[];
  /** The names of managed policies that it has and none of its roles need wear. */
  readonly policies: readonly string[];
  readonly users: readonly UserDescription[];
  readonly groups: readonly GroupDescription[];
  /** Those that no role of it wears: of users, or of roles that come later. */
  readonly boundaries: readonly BoundaryDescription[];
}

interface NamedAccount {
  readonly id: AccountId;
  /** Its workspace, or what it is: `terraform`, `ops`. An account may be two of them. */
  readonly name: string;
}

/** An account of `org.yaml`, with all that it has of orgstrap. */
export interface DescribedAccount extends NamedAccount, Described {}

/** Accounts of `org.yaml` that have the same but for their ids: those of an environment, or one alone. */
export interface AlikeAccounts extends Described {
  readonly accounts: readonly [NamedAccount, ...NamedAccount[]];
  /** What stands for the id of each of them in the descriptions. */
  readonly account: string;
}

/** The accounts that `alikeAccounts` has, one by one. */
export function describedAccounts(config: OrgConfig, stack = '*'): readonly DescribedAccount[] {
  return alikeAccounts(config, stack).flatMap((alike) =>
    alike.accounts.map((account) => ({ ...account, ...describedIn(account.id, alike) })),
  );
}

/**
 * Every account of `org.yaml` in which orgstrap has roles, each once, with what `lib/stacks` puts there. A test holds it
 * against the templates.
 *
 * @param stack - what the name of a boundary of workloads has of its stack, as in `boundaryName`
 * @throws Failure `TooManyOperators`, `TooManyPipelines` where a trust policy is larger than IAM takes.
 */
export function alikeAccounts(config: OrgConfig, stack = '*'): readonly AlikeAccounts[] {
  const parts: readonly Part[] = [
    terraformAccount(config),
    opsAccount(config),
    ...productAccounts(config, stack),
    ...platformAccounts(config, stack),
    ...managementAccount(config, stack),
  ];
  const partsOf = new Map<AccountId, readonly Part[]>();
  for (const part of parts) {
    for (const { id } of part.accounts) partsOf.set(id, [...(partsOf.get(id) ?? []), part]);
  }
  return parts.flatMap((part) => {
    const isAlone = ({ id }: NamedAccount) => partsOf.get(id)?.length === 1;
    const [first, ...others] = part.accounts.filter(isAlone);
    const several = part.accounts.filter((account) => !isAlone(account) && partsOf.get(account.id)?.[0] === part);
    return [
      ...several.map(({ id }) => ofSeveral(config, id, partsOf.get(id) ?? [])),
      ...(first === undefined ? [] : [together(config, [first, ...others], part.account, [part])]),
    ];
  });
}

/** What accounts have for one of the reasons that they are in `org.yaml`. */
interface Part
  extends Pick<Described, 'roles' | 'policies'>,
    Partial<Pick<Described, 'users' | 'groups' | 'boundaries'>> {
  readonly accounts: readonly NamedAccount[];
  /** What stands for the id of each of them. */
  readonly account: string;
}

/** An account that is in `org.yaml` for several reasons. */
function ofSeveral(config: OrgConfig, id: AccountId, parts: readonly Part[]): AlikeAccounts {
  const names = parts.flatMap(({ accounts }) =>
    accounts.filter((account) => account.id === id).map(({ name }) => name),
  );
  const here = parts.map((part) => describedIn(id, part));
  return together(config, [{ id, name: names.join(', ') }], id, here);
}

function together(
  config: OrgConfig,
  accounts: AlikeAccounts['accounts'],
  account: string,
  here: readonly Partial<Described>[],
): AlikeAccounts {
  // What is asked of the id has the same answer for all of them.
  const [{ id }] = accounts;
  return {
    accounts,
    account,
    roles: [
      ...auditor(config, id, account),
      ...here.flatMap(({ roles = [] }) => roles),
      ...ofAudit(config, id, account),
    ],
    policies: here.flatMap(({ policies = [] }) => policies),
    users: here.flatMap(({ users = [] }) => users),
    groups: here.flatMap(({ groups = [] }) => groups),
    boundaries: here.flatMap(({ boundaries = [] }) => boundaries),
  };
}

/** What one of accounts that are alike has. Users and groups are of accounts that are like no other. */
function describedIn(
  id: AccountId,
  { account, roles, policies, users = [], groups = [], boundaries = [] }: Part | AlikeAccounts,
): Described {
  const rest = { policies, users, groups };
  if (account === id) return { ...rest, roles, boundaries };
  return {
    ...rest,
    roles: roles.map((role) => roleIn(id, account, role)),
    boundaries: boundaries.map((boundary) => boundaryIn(id, account, boundary)),
  };
}

function terraformAccount(config: OrgConfig): Part {
  const { accounts, operators, pipelines } = config;
  const names = namesOf(config);
  // CloudFormation chooses the id of the key of a state: the alias stands for it.
  const ciRoles = pipelines.flatMap((pipeline) =>
    ACCESSES.map((access) => ciRole(config, access, pipeline, names.stateKeyAliasArn(pipeline.deployedAs))),
  );
  const operator = operators !== undefined && hasOperatorRole(config) ? [operatorRole(config, operators)] : [];
  const state = operators !== undefined && hasStateRole(config) ? [stateRole(config, operators)] : [];
  const ciUsers = pipelines.flatMap(({ deployedAs, identity }) =>
    identity.kind === 'oidc'
      ? []
      : ACCESSES.map((access) => ciUser(access, deployedAs, identity.networks, names.ciRoleArn(access, deployedAs))),
  );
  return {
    ...only(accounts.terraform, 'terraform'),
    roles: [...ciRoles, ...replicationRoles(config), ...operator, ...state],
    policies: [],
    users: ciUsers.map(({ user }) => user),
    groups: ciUsers.map(({ group }) => group),
  };
}

function replicationRoles(config: OrgConfig): readonly RoleDescription[] {
  const replica = replicaOf(config);
  if (replica === undefined) return [];
  return [...config.pipelines, ...config.retiredPipelines].map(({ deployedAs }) =>
    replicationRole(config, replica, deployedAs, namesOf(config).stateKeyAliasArn(deployedAs)),
  );
}

function opsAccount(config: OrgConfig): Part {
  const { accounts, operators, people } = config;
  const part: Part = { ...only(accounts.ops, 'ops'), roles: whoDeploys(config, accounts.ops), policies: [] };
  if (people?.signIn.source !== 'iamUsers') return part;
  const { users } = people.signIn;
  return {
    ...part,
    roles: [
      ...part.roles,
      ...(operators === undefined ? [] : [peopleOperatorOfOps(config, operators, accounts.ops, people, users)]),
    ],
    users: users.map(personUser),
    boundaries: [peopleBoundary(config)],
    groups: [everybodyGroup(config), ...people.groups.map((group) => groupOfPeople(config, group))],
  };
}

function productAccounts(config: OrgConfig, stack: string): readonly Part[] {
  return config.environments.map(({ name: environment, accounts }) => {
    const pipelines = pipelinesOf(config, environment);
    const trusted = trustedCiRoles(config, environment, pipelines);
    // Where no role wears the boundary, it is found by its name alone, which only its stack knows.
    const unworn = pipelines.length > 0 || stack === '*' ? [] : [boundaryName(stack)];
    const { apply, plan } = terraformRoles(config, ANY_ACCOUNT, trusted, stack);
    return {
      accounts: accounts.map(({ id, workspace: name }) => ({ id, name })),
      account: ANY_ACCOUNT,
      roles: [...(pipelines.length > 0 ? [apply, plan] : []), ...forPeople(config, ANY_ACCOUNT)],
      policies: [...unworn, ...policiesForPeople(config)],
      boundaries: config.people?.signIn.source === 'identityCenter' ? [accessBoundary(config, ANY_ACCOUNT)] : [],
    };
  });
}

function platformAccounts(config: OrgConfig, stack: string): readonly Part[] {
  return config.platformAccounts.map((account) => ({
    ...only(account.id, account.name),
    roles: rolesOfPlatform(config, account, stack),
    policies: [],
  }));
}

/** The roles of a product account where `org.yaml` asks for them; without them, those of the audit alone. */
function managementAccount(config: OrgConfig, stack: string): readonly Part[] {
  const { managementAccount: managed, organization } = config;
  const id = organization.managementAccount;
  const deploying = whoDeploys(config, id);
  if (managed === undefined) {
    const isEmpty = deploying.length === 0 && !isWatched(config, id);
    return isEmpty ? [] : [{ ...only(id, 'management'), roles: deploying, policies: [] }];
  }
  const trusted = trustedCiRoles(config, 'the management account', managed.pipelines);
  const { apply, plan } = terraformRoles(config, id, trusted, stack);
  return [{ ...only(id, managed.workspace), roles: [apply, plan, ...deploying], policies: [] }];
}

/** What jobs become there to deploy and to plan that. */
function whoDeploys(config: OrgConfig, account: AccountId): readonly RoleDescription[] {
  const { deployment } = config;
  if (deployment === undefined || !deployerAccounts(config).includes(account)) return [];
  return deploymentRolesIn(config, deployment, account);
}

/** An account that is like no other. */
function only(id: AccountId, name: string): Pick<Part, 'accounts' | 'account'> {
  return { accounts: [{ id, name }], account: id };
}

function forPeople(config: OrgConfig, account: string): readonly RoleDescription[] {
  const { operators, people } = config;
  if (people?.signIn.source !== 'iamUsers') return [];
  const roles = [...accessRoles(config, people, account).roles.values()];
  if (operators === undefined) return roles;
  return [...roles, peopleOperatorOfProductAccount(config, operators, account, people)];
}

/** With Identity Center no role of the account wears the boundary until somebody is assigned. */
function policiesForPeople({ people, operators }: OrgConfig): readonly string[] {
  if (people === undefined) return [];
  if (people.signIn.source === 'identityCenter') return [ACCESS_BOUNDARY];
  return operators === undefined ? [] : [CLOSED_POLICY];
}

function auditor(config: OrgConfig, id: AccountId, account: string): readonly RoleDescription[] {
  const { managementAccount: managed, operators, organization } = config;
  if (operators === undefined || (id === organization.managementAccount && managed === undefined)) return [];
  return [auditorRole(config, operators, { account, ...(account === id && { is: id }) })];
}

/** What AWS's services work as for the audit. */
function ofAudit(config: OrgConfig, id: AccountId, account: string): readonly RoleDescription[] {
  if (!isWatched(config, id)) return [];
  const hasTrailLogs = config.audit?.trail === 'own' && id === config.accounts.terraform;
  return [
    forwardingRole(config, account),
    canaryRole(config, account),
    ...(hasTrailLogs ? [trailLogsRole(config)] : []),
  ];
}
