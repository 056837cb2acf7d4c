import { EVERYBODY_GROUP, groupArn, mfaDeviceArn, peopleGroupName, personArn } from '../domain/names';
import type { OrgConfig } from '../domain/org-config';
import type { People, Person } from '../domain/people';
import { partitionOf } from '../domain/region';
import { splitOverPolicies } from '../iam/pack-policies';
import { loadPolicy, type ReviewedPolicy } from './load-policy';

/** What the people operator role may do in the Ops account: to each person, each group and each device, by its exact name. */
export function operatedPeople(config: OrgConfig, people: People, users: readonly Person[]): readonly ReviewedPolicy[] {
  const partition = partitionOf(config.homeRegion);
  const { ops } = config.accounts;
  const groups = [EVERYBODY_GROUP, ...people.groups.map(({ name }) => peopleGroupName(name))];
  return [
    ...splitOverPolicies(
      users.map(({ name }) => personArn(partition, ops, name)),
      (some) => loadPolicy('people-operator-role.users.permissions', { users: some }),
    ),
    ...splitOverPolicies(
      users.map(({ name }) => mfaDeviceArn(partition, ops, name)),
      (devices) => loadPolicy('people-operator-role.devices.permissions', { devices }),
    ),
    ...splitOverPolicies(
      groups.map((group) => groupArn(partition, ops, group)),
      (some) => loadPolicy('people-operator-role.groups.permissions', { groups: some }),
    ),
  ];
}
