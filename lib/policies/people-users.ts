import { EVERYBODY_GROUP, PEOPLE_BOUNDARY, PEOPLE_PATH, peopleGroupName } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import type { PeopleGroup, Person } from '../domain/people';
import { loadPolicy } from './load-policy';
import { permissionsOfGroup } from './people-permissions';
import type { BoundaryDescription } from './role-description';
import type { GroupDescription, UserDescription } from './user-description';

/** The one login of a person. */
export function personUser({ name, groups }: Person): UserDescription {
  const own = [EVERYBODY_GROUP, ...groups.map((group) => peopleGroupName(group))];
  return { name, path: PEOPLE_PATH, groups: own, boundary: PEOPLE_BOUNDARY };
}

/** IAM's variable for the name of the caller; it is not one of our placeholders. */
const WHOEVER_CALLS = '${aws:username}';

/** The ARNs by which people are told from each other, whoever calls. */
function ownArns(config: OrgConfig): Readonly<Record<'self' | 'ownDevice', string>> {
  const names = namesOf(config);
  return { self: names.personArn(WHOEVER_CALLS), ownDevice: names.mfaDeviceArn(WHOEVER_CALLS) };
}

/** What no person can exceed in the Ops account. */
export function peopleBoundary(config: OrgConfig): BoundaryDescription {
  const accessRoles = namesOf(config).accessRolesPattern('*');
  return {
    name: PEOPLE_BOUNDARY,
    description: 'What nobody who signs in to this account can exceed in it',
    pack: () => [loadPolicy('people.boundary', { ...ownArns(config), accessRoles })],
  };
}

/** The group of all people. */
export function everybodyGroup(config: OrgConfig): GroupDescription {
  return {
    name: EVERYBODY_GROUP,
    path: PEOPLE_PATH,
    policies: () => [
      {
        id: 'SelfService',
        description: 'What people may do to their own sign-in: before MFA to set it up, after it to keep keys',
        pack: [loadPolicy('people.self-service.permissions', ownArns(config))],
      },
    ],
  };
}

/** A group of `org.yaml`, which says where its people may go. */
export function groupOfPeople(config: OrgConfig, group: PeopleGroup): GroupDescription {
  return { name: peopleGroupName(group.name), path: PEOPLE_PATH, policies: () => permissionsOfGroup(config, group) };
}
