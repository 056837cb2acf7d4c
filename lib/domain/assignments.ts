import type { Environment, OrgConfig } from './org-config';
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

/**
 * The assignments in parts that fit into a template each: one, two, four or so on. An assignment is in a part by its name, so that one more
 * moves none; and where the parts are doubled, what moves comes into one that is new.
 */
export function inParts(assignments: readonly Assignment[]): readonly (readonly Assignment[])[] {
  const placed = assignments.map((assignment) => ({ assignment, place: placeOf(assignment) }));
  for (let parts = 1; ; parts *= 2) {
    const lists = Array.from({ length: parts }, (_, part) => placed.filter(({ place }) => place % parts === part));
    if (lists.some(({ length }) => length > MOST_ASSIGNMENTS)) continue;
    return lists.map((list) => list.map(({ assignment }) => assignment));
  }
}

/** The name of the stack of a part, counted from 0. No environment's name has two hyphens side by side. */
export function assignmentsId(deployedAs: string, part: number): string {
  return part === 0 ? `Assignments-${deployedAs}` : `Assignments-${deployedAs}--${part + 1}`;
}

/** A number of 32 bits, by FNV-1a: what matters is that it is the same each time, and spread. */
function placeOf({ group, role, workspace }: Assignment): number {
  const mixed = [...`${group} ${role} ${workspace}`].reduce(
    (hash, character) => Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193),
    0x811c9dc5,
  );
  // The low bits of FNV alone are spread badly.
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
