import { EVERYBODY_GROUP, peopleGroupName } from '../../domain/names';
import type { OrgConfig } from '../../domain/org-config';
import type { People } from '../../domain/people';
import { type ReachableRole, reachableRolesOfPerson } from '../../domain/reachable-role';
import type { IamPeople } from './iam-people';

/** Where somebody may still have sessions. */
export interface RemainingRoles {
  readonly roles: readonly ReachableRole[];
  /** False where nobody knows any more, and it is every access role. */
  readonly isKnown: boolean;
}

/**
 * The access roles that a user could reach until now, from the groups of the user in the Ops account and in `org.yaml`.
 * An earlier run took the user out of the groups, and an edit out of `org.yaml`; then it could be any role.
 */
export function remainingRoles(
  config: OrgConfig,
  { people, users }: IamPeople,
  user: string,
  /** Undefined where nobody could see them. */
  deployedGroups: readonly string[] | undefined,
): RemainingRoles {
  if (deployedGroups === undefined) return { roles: everyAccessRole(config, people), isKnown: false };
  const listed = users.find(({ name }) => name === user);
  const access = deployedGroups.filter((group) => group !== EVERYBODY_GROUP);
  const deployed = people.groups.filter(({ name }) => access.includes(peopleGroupName(name)));
  const groups = [...(listed?.groups ?? []), ...deployed.map(({ name }) => name)];
  if (groups.length === 0 || deployed.length < access.length) {
    return { roles: everyAccessRole(config, people), isKnown: false };
  }
  return { roles: reachableRolesOfPerson(config, people, { name: user, groups }), isKnown: true };
}

/** Each access role of each product account, also where nobody may become it. */
export function everyAccessRole({ environments }: OrgConfig, { roles }: People): readonly ReachableRole[] {
  return environments.flatMap(({ name, accounts }) =>
    accounts.flatMap(({ workspace, id }) =>
      roles.map((role) => ({ environment: name, workspace, account: id, role: role.name })),
    ),
  );
}
