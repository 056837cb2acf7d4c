import type { PrincipalArn } from '../domain/ids';
import {
  ACCESS_BOUNDARY,
  CLOSED_POLICY,
  EVERYBODY_GROUP,
  PEOPLE_OPERATOR_BOUNDARY,
  PEOPLE_OPERATOR_ROLE,
  peopleGroupName,
} from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import type { People, Person } from '../domain/people';
import { splitOverPolicies } from '../iam/pack-policies';
import { loadPolicy, type ReviewedPolicy } from './load-policy';
import { operatorTrust } from './operator-roles';
import { numbered, onceWhileInUse, type RoleDescription, refuseTooManyPolicies } from './role-description';

/** What operators work as in the Ops account to invite people and to shut them out: each by their exact name. */
export function peopleOperatorOfOps(
  config: OrgConfig,
  operators: readonly PrincipalArn[],
  account: string,
  people: People,
  users: readonly Person[],
): RoleDescription {
  return peopleOperatorRole(config, operators, account, () => {
    const names = namesOf(config);
    const isJoined = (group: string) => users.some((user) => user.groups.includes(group));
    const groupsThat = (isWanted: boolean) =>
      people.groups.flatMap(({ name }) => (isJoined(name) === isWanted ? [peopleGroupName(name)] : []));
    return [
      ...splitOverPolicies(
        users.map(({ name }) => names.personArn(name)),
        (some) => loadPolicy('people-operator-role.users.permissions', { users: some }),
      ),
      ...splitOverPolicies(
        users.map(({ name }) => names.mfaDeviceArn(name)),
        (devices) => loadPolicy('people-operator-role.devices.permissions', { devices }),
      ),
      // Operators can become a member as it is. A group without members, as that of an emergency, stays out of their reach.
      ...splitOverPolicies(
        [EVERYBODY_GROUP, ...groupsThat(true)].map((group) => names.groupArn(group)),
        (some) => loadPolicy('people-operator-role.members.permissions', { groups: some }),
      ),
      ...splitOverPolicies(
        groupsThat(false).map((group) => names.groupArn(group)),
        (some) => loadPolicy('people-operator-role.groups.permissions', { groups: some }),
      ),
    ];
  });
}

/** What operators work as in a product account to close access roles. */
export function peopleOperatorOfProductAccount(
  config: OrgConfig,
  operators: readonly PrincipalArn[],
  account: string,
  people: People,
): RoleDescription {
  return peopleOperatorRole(config, operators, account, () => {
    const names = namesOf(config);
    return [
      loadPolicy('people-operator-role.closing.permissions', {
        accessRoles: people.roles.map(({ name }) => names.accessRoleArn(account, name)),
        closed: names.policyArn(account, CLOSED_POLICY),
        accessBoundary: names.policyArn(account, ACCESS_BOUNDARY),
      }),
    ];
  });
}

/**
 * It is apart from the operator role: who rotates keys of CI need not be able to set passwords.
 *
 * @throws Failure `TooManyOperators` where the trust policy is larger than IAM takes.
 */
function peopleOperatorRole(
  config: OrgConfig,
  operators: readonly PrincipalArn[],
  account: string,
  permissions: () => readonly ReviewedPolicy[],
): RoleDescription {
  const names = namesOf(config);
  return {
    name: PEOPLE_OPERATOR_ROLE,
    description: 'Operators become this role to handle people',
    trust: operatorTrust(config, 'people-operator', operators),
    boundary: {
      name: PEOPLE_OPERATOR_BOUNDARY,
      description: 'What nobody who handles people can exceed',
      pack: () => [
        loadPolicy('people-operator-role.boundary', {
          people: names.personArn('*'),
          groups: names.groupArn('*'),
          devices: names.mfaDeviceArn('*'),
          accessRoles: names.accessRolesPattern(account),
          closed: names.policyArn(account, CLOSED_POLICY),
          accessBoundary: names.policyArn(account, ACCESS_BOUNDARY),
        }),
      ],
    },
    policies: onceWhileInUse(() => {
      const packs = permissions().map((document) => [document]);
      refuseTooManyPolicies(packs, 'the people of org.yaml', 'use IAM Identity Center');
      return numbered('Permissions', 'What operators may do to people', packs);
    }),
  };
}
