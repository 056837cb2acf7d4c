import { ACCESSES } from '../domain/ci-identity';
import type { AccountId } from '../domain/ids';
import { ACCESS_BOUNDARY, boundaryName, CLOSED_POLICY } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { isWatched } from '../domain/watched-accounts';
import { hasOperatorRole, pipelinesOf } from '../domain/workspaces';
import { accessRoles } from './access-roles';
import { forwardingRole, trailLogsRole } from './audit-roles';
import { auditorRole } from './auditor-role';
import { accessBoundary } from './boundaries';
import { ciRole } from './ci-role';
import { ciUser } from './ci-users';
import { operatorRole } from './operator-roles';
import { peopleOperatorOfOps, peopleOperatorOfProductAccount } from './people-operator-role';
import { everybodyGroup, groupOfPeople, peopleBoundary, personUser } from './people-users';
import { rolesOfPlatform } from './platform-roles';
import type { BoundaryDescription, PolicyDescription, RoleDescription } from './role-description';
import { terraformRoles, trustedCiRoles } from './terraform-roles';
import type { GroupDescription, UserDescription } from './user-description';

/** An account of `org.yaml`, with every role of orgstrap that it has. */
export interface DescribedAccount {
  readonly id: AccountId;
  /** Its workspace, or what it is: `terraform`, `ops`. An account may be two of them. */
  readonly name: string;
  readonly roles: readonly RoleDescription[];
  /** The names of managed policies that it has and none of its roles need wear. */
  readonly policies: readonly string[];
  readonly users: readonly UserDescription[];
  readonly groups: readonly GroupDescription[];
  /** Those that no role of it wears: of users, or of roles that come later. */
  readonly boundaries: readonly BoundaryDescription[];
}

/**
 * Every account of `org.yaml` in which orgstrap has roles, each once, with what `lib/stacks` puts there. A test holds it
 * against the templates.
 *
 * @param stack - what the name of a boundary of workloads has of its stack, as in `boundaryName`
 * @throws Failure `TooManyOperators`, `TooManyPipelines` where a trust policy is larger than IAM takes.
 */
export function describedAccounts(config: OrgConfig, stack = '*'): readonly DescribedAccount[] {
  const parts: readonly Part[] = [
    terraformAccount(config),
    opsAccount(config),
    ...productAccounts(config, stack),
    ...platformAccounts(config, stack),
    ...managementAccount(config, stack),
  ];
  const ids = [...new Set(parts.map(({ id }) => id))];
  return ids.map((id) => {
    const here = parts.filter((part) => part.id === id);
    return {
      id,
      name: here.map(({ name }) => name).join(', '),
      roles: [...auditor(config, id), ...here.flatMap(({ roles }) => roles), ...ofAudit(config, id)],
      policies: here.flatMap(({ policies }) => policies),
      users: here.flatMap(({ users = [] }) => users),
      groups: here.flatMap(({ groups = [] }) => groups),
      boundaries: here.flatMap(({ boundaries = [] }) => boundaries),
    };
  });
}

/** What an account has for one of the reasons that it is in `org.yaml`. */
type Part = Omit<DescribedAccount, 'users' | 'groups' | 'boundaries'> & Partial<DescribedAccount>;

function terraformAccount(config: OrgConfig): Part {
  const { accounts, operators, pipelines } = config;
  const names = namesOf(config);
  // CloudFormation chooses the id of the key of a state: the alias stands for it.
  const ciRoles = pipelines.flatMap((pipeline) =>
    ACCESSES.map((access) => ciRole(config, access, pipeline, names.stateKeyAliasArn(pipeline.deployedAs))),
  );
  const operator = operators !== undefined && hasOperatorRole(config) ? [operatorRole(config, operators)] : [];
  const ciUsers = pipelines.flatMap(({ deployedAs, identity }) =>
    identity.kind === 'oidc'
      ? []
      : ACCESSES.map((access) => ciUser(access, deployedAs, identity.networks, names.ciRoleArn(access, deployedAs))),
  );
  return {
    id: accounts.terraform,
    name: 'terraform',
    roles: [...ciRoles, ...operator],
    policies: [],
    users: ciUsers.map(({ user }) => user),
    groups: ciUsers.map(({ group }) => group),
  };
}

function opsAccount(config: OrgConfig): Part {
  const { accounts, operators, people } = config;
  const part: Part = { id: accounts.ops, name: 'ops', roles: [], policies: [] };
  if (people?.signIn.source !== 'iamUsers') return part;
  const { users } = people.signIn;
  return {
    ...part,
    roles: operators === undefined ? [] : [peopleOperatorOfOps(config, operators, accounts.ops, people, users)],
    users: users.map(personUser),
    boundaries: [peopleBoundary(config)],
    groups: [everybodyGroup(config), ...people.groups.map((group) => groupOfPeople(config, group))],
  };
}

function productAccounts(config: OrgConfig, stack: string): readonly Part[] {
  return config.environments.flatMap((environment) => {
    const pipelines = pipelinesOf(config, environment.name);
    const trusted = trustedCiRoles(config, environment.name, pipelines);
    // Where no role wears the boundary, it is found by its name alone, which only its stack knows.
    const unworn = pipelines.length > 0 || stack === '*' ? [] : [boundaryName(stack)];
    const anywhere = terraformRoles(config, ANY_ACCOUNT, trusted, stack);
    return environment.accounts.map(({ id, workspace }): Part => {
      const own = terraformRoles(config, id, trusted, stack);
      const roles = ACCESSES.map((access) => ({
        ...own[access],
        policies: () => policiesIn(id, anywhere[access].policies()),
      }));
      return {
        id,
        name: workspace,
        roles: [...(pipelines.length > 0 ? roles : []), ...forPeople(config, id)],
        policies: [...unworn, ...policiesForPeople(config)],
        boundaries: config.people?.signIn.source === 'identityCenter' ? [accessBoundary(config, id)] : [],
      };
    });
  });
}

/** The id of no account, as long as any: how documents share policies depends on their length. */
const ANY_ACCOUNT = '000000000000';

/**
 * What the Terraform roles of every product account may do says the same but for its id, which comes into the documents as the value of a
 * placeholder alone. To render them again for each of a thousand accounts would take longer than to ask AWS about them.
 */
function policiesIn(account: AccountId, policies: readonly PolicyDescription[]): readonly PolicyDescription[] {
  return JSON.parse(JSON.stringify(policies).replaceAll(ANY_ACCOUNT, account));
}

function platformAccounts(config: OrgConfig, stack: string): readonly Part[] {
  return config.platformAccounts.map((account) => ({
    id: account.id,
    name: account.name,
    roles: rolesOfPlatform(config, account, stack),
    policies: [],
  }));
}

/** The roles of a product account where `org.yaml` asks for them; without them, those of the audit alone. */
function managementAccount(config: OrgConfig, stack: string): readonly Part[] {
  const { managementAccount: managed, organization } = config;
  const id = organization.managementAccount;
  if (managed === undefined) return isWatched(config, id) ? [{ id, name: 'management', roles: [], policies: [] }] : [];
  const trusted = trustedCiRoles(config, 'the management account', managed.pipelines);
  const { apply, plan } = terraformRoles(config, id, trusted, stack);
  return [{ id, name: managed.workspace, roles: [apply, plan], policies: [] }];
}

function forPeople(config: OrgConfig, account: AccountId): readonly RoleDescription[] {
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

function auditor(config: OrgConfig, account: AccountId): readonly RoleDescription[] {
  const { managementAccount: managed, operators, organization } = config;
  if (operators === undefined || (account === organization.managementAccount && managed === undefined)) return [];
  return [auditorRole(config, operators, { account, is: account })];
}

/** What AWS's services work as for the audit. */
function ofAudit(config: OrgConfig, account: AccountId): readonly RoleDescription[] {
  if (!isWatched(config, account)) return [];
  const hasTrailLogs = config.audit?.trail === 'own' && account === config.accounts.terraform;
  return [forwardingRole(config, account), ...(hasTrailLogs ? [trailLogsRole(config)] : [])];
}
