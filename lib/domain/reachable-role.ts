import type { AccountId } from './ids';
import { namesOf } from './names-of';
import type { Environment, OrgConfig } from './org-config';
import type { People, PeopleGroup, Person } from './people';

/** One role in one account that somebody may become. */
export interface ReachableRole {
  readonly environment: string;
  /** The name of the account's Terraform workspace. */
  readonly workspace: string;
  readonly account: AccountId;
  readonly role: string;
}

/** Everything that the members of a group may become, in rollout order. */
export function reachableRoles(config: OrgConfig, group: PeopleGroup): readonly ReachableRole[] {
  return group.access.flatMap(({ environment, workspace: only, roles }) =>
    accountsOf(config, environment)
      .filter(({ workspace }) => only === undefined || workspace === only)
      .flatMap(({ workspace, id }) => roles.map((role) => ({ environment, workspace, account: id, role }))),
  );
}

/** Everything that a person may become through any of their groups, each once, in rollout order. */
export function reachableRolesOfPerson(config: OrgConfig, people: People, person: Person): readonly ReachableRole[] {
  const groups = people.groups.filter(({ name }) => person.groups.includes(name));
  const all = groups.flatMap((group) => reachableRoles(config, group));
  const unique = new Map(all.map((reach) => [`${reach.account}/${reach.role}`, reach]));
  const rollout = config.environments.map(({ name }) => name);
  return [...unique.values()].sort((a, b) => rollout.indexOf(a.environment) - rollout.indexOf(b.environment));
}

/** The ARN of the role that somebody becomes. */
export function accessRoleArn(config: OrgConfig, { account, role }: ReachableRole): string {
  return namesOf(config).accessRoleArn(account, role);
}

function accountsOf(config: OrgConfig, environment: string): Environment['accounts'] {
  return config.environments.find(({ name }) => name === environment)?.accounts ?? [];
}
