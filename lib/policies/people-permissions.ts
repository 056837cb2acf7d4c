import { Failure } from '../domain/failure';
import { PEOPLE_OPERATOR_ROLE, peopleGroupName } from '../domain/names';
import type { OrgConfig } from '../domain/org-config';
import { inParts } from '../domain/parts';
import type { IamUserSignIn, People, PeopleGroup } from '../domain/people';
import { documentOf } from '../iam/pack-policies';
import { accessOfGroup } from './people-access';
import { peopleOperatorOfOps } from './people-operator-role';
import { numbered, type PolicyDescription } from './role-description';

/** A policy that names who wears it, so that it may be in another stack. */
export interface AttachedPolicy extends PolicyDescription {
  readonly groups?: readonly string[];
  readonly roles?: readonly string[];
}

/**
 * The policies of the groups of IAM users, and of the role that handles people, in parts that fit into a template each. None where the
 * stack of the Ops account has room for them beside the people.
 *
 * @throws Failure `TooManyPolicies` where a group or the role would wear more policies than IAM lets it
 * @throws Failure `TooManyPeople` where the people alone are too many for a template: their users cannot go from one stack to another
 */
export function permissionsApart(config: OrgConfig, people: People): readonly (readonly AttachedPolicy[])[] {
  if (people.signIn.source !== 'iamUsers') return [];
  const policies = [
    ...people.groups.flatMap((group) => attachedToGroup(config, group)),
    ...attachedToOperator(config, people, people.signIn),
  ];
  const room = MOST_BYTES_BESIDE_PEOPLE - bytesOfPeople(people, people.signIn);
  if (room < 0) {
    throw new Failure(
      'TooManyPeople',
      `${people.signIn.users.length} IAM users in ${people.groups.length} groups are more than a template takes: let IAM Identity Center have the people`,
    );
  }
  if (policies.reduce((sum, policy) => sum + bytesOf(policy), 0) <= room) return [];
  return inParts(policies, { nameOf: ({ id }) => id, sizeOf: bytesOf, most: MOST_BYTES });
}

/** What the policies of a group are called in a template, and what they say. */
export function permissionsOfGroup(config: OrgConfig, group: PeopleGroup): readonly PolicyDescription[] {
  const packs = accessOfGroup(config, group).map((document) => [document]);
  return numbered(`Access-${group.name}-`, `Where the group ${group.name} may go`, packs);
}

function attachedToGroup(config: OrgConfig, group: PeopleGroup): readonly AttachedPolicy[] {
  return permissionsOfGroup(config, group).map((policy) => ({ ...policy, groups: [peopleGroupName(group.name)] }));
}

function attachedToOperator(config: OrgConfig, people: People, { users }: IamUserSignIn): readonly AttachedPolicy[] {
  const { accounts, operators } = config;
  if (operators === undefined) return [];
  const role = peopleOperatorOfOps(config, operators, accounts.ops, people, users);
  return role.policies().map((policy) => ({ ...policy, roles: [PEOPLE_OPERATOR_ROLE] }));
}

/** Of the 51,200 of a template: `test/stacks/width.test.ts` holds the figures against real templates. */
const MOST_BYTES = 46_000;

/** Less the boundaries, what everybody may do to their sign-in, and the auditor role. */
const MOST_BYTES_BESIDE_PEOPLE = 35_000;

/** As YAML, which is what the CDK CLI sends: each value on a line of its own. */
function bytesOf({ description, pack }: PolicyDescription): number {
  return JSON.stringify(documentOf(pack), null, 4).length + description.length + 300;
}

function bytesOfPeople({ groups }: People, { users }: IamUserSignIn): number {
  const ofUsers = users.map(
    ({ name, groups: own }) => 230 + 2 * name.length + own.reduce((sum, group) => sum + 36 + group.length, 0),
  );
  return [...ofUsers, ...groups.map(({ name }) => 130 + 2 * name.length)].reduce((sum, bytes) => sum + bytes, 0);
}
