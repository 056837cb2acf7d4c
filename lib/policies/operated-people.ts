import { EVERYBODY_GROUP, peopleGroupName } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import type { People, Person } from '../domain/people';
import { loadPolicy, type ReviewedPolicy } from './load-policy';
import { splitOverPolicies } from './split-policy';

/** What the people operator role may do in the Ops account: to each person, each group and each device, by its exact name. */
export function operatedPeople(config: OrgConfig, people: People, users: readonly Person[]): readonly ReviewedPolicy[] {
  const names = namesOf(config);
  const groups = [EVERYBODY_GROUP, ...people.groups.map(({ name }) => peopleGroupName(name))];
  return [
    ...splitOverPolicies(
      users.map(({ name }) => names.personArn(name)),
      (some) => loadPolicy('people-operator-role.users.permissions', { users: some }),
    ),
    ...splitOverPolicies(
      users.map(({ name }) => names.mfaDeviceArn(name)),
      (devices) => loadPolicy('people-operator-role.devices.permissions', { devices }),
    ),
    ...splitOverPolicies(
      groups.map((group) => names.groupArn(group)),
      (some) => loadPolicy('people-operator-role.groups.permissions', { groups: some }),
    ),
  ];
}
