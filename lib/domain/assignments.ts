import type { Environment, OrgConfig } from './org-config';
import { inParts, partId } from './parts';
import type { IdentityCenterSignIn, People } from './people';
import { type ReachableRole, reachableRoles } from './reachable-role';

/** A group of IAM Identity Center that works as a role in one account. */
export interface Assignment extends ReachableRole {
  readonly group: string;
  /** The id of the group in the identity store. */
  readonly principalId: string;
}

/** Every assignment in an environment, by role and group. */
export function assignmentsOf(
  config: OrgConfig,
  people: People,
  { groupIds }: IdentityCenterSignIn,
  { name: environment }: Environment,
): readonly Assignment[] {
  return people.roles.flatMap(({ name: role }) =>
    Object.entries(groupIds).flatMap(([name, principalId]) =>
      people.groups
        .filter((group) => group.name === name)
        .flatMap((group) => reachableRoles(config, group))
        .filter((reached) => reached.environment === environment && reached.role === role)
        .map((reached) => ({ ...reached, group: name, principalId })),
    ),
  );
}

/** As many as fit into a template: 51,200 bytes, of which one has about 450. */
export const MOST_ASSIGNMENTS = 100;

export function partsOfAssignments(assignments: readonly Assignment[]): readonly (readonly Assignment[])[] {
  return inParts(assignments, {
    nameOf: ({ group, role, workspace }) => `${group} ${role} ${workspace}`,
    sizeOf: () => 1,
    most: MOST_ASSIGNMENTS,
  });
}

/** The name of the stack of a part, counted from 0. */
export function assignmentsId(deployedAs: string, part: number): string {
  return partId(`Assignments-${deployedAs}`, part);
}
