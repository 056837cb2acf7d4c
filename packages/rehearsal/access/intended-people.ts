import type { AccountId } from '../../../lib/domain/ids';
import { permissionSetName } from '../../../lib/domain/names';
import { namesOf } from '../../../lib/domain/names-of';
import type { OrgConfig } from '../../../lib/domain/org-config';
import type { IamUserSignIn, People } from '../../../lib/domain/people';
import {
  accessRoleArn,
  type ReachableRole,
  reachableRoles,
  reachableRolesOfPerson,
} from '../../../lib/domain/reachable-role';
import { reservedRoleArn } from '../../iam-gateway/iam/reserved-role';
import { type Grant, identityCenterGroupName } from './matrix';

/** Everybody who signs in to the Ops account: nobody where IAM Identity Center is used. */
export function personsOf(config: OrgConfig): readonly string[] {
  return (usersOf(config)?.users ?? []).map(({ name }) => namesOf(config).personArn(name));
}

/** Each access role of each product account, whether or not a group may become it. */
export function accessRolesOf(config: OrgConfig): readonly string[] {
  if (usersOf(config) === undefined) return [];
  return productAccountsOf(config).flatMap((account) => accessRolesIn(config, account));
}

/** Where there are operators, one role in Ops and one in each product account. */
export function peopleOperatorRolesOf(config: OrgConfig): readonly string[] {
  if (config.operators === undefined || usersOf(config) === undefined) return [];
  return [config.accounts.ops, ...productAccountsOf(config)].map((account) =>
    namesOf(config).peopleOperatorRoleArn(account),
  );
}

/** After MFA, people become what their groups say, and make keys for themselves. */
export function personGrants(config: OrgConfig): readonly Grant[] {
  const { people } = config;
  const signIn = usersOf(config);
  if (people === undefined || signIn === undefined) return [];
  return signIn.users.flatMap((person) => {
    const principal = namesOf(config).personArn(person.name);
    return [
      ...reachableRolesOfPerson(config, people, person).map(
        (reach): Grant => ({ principal, target: accessRoleArn(config, reach), rights: ['become'] }),
      ),
      { principal, target: principal, rights: ['make keys'] },
    ];
  });
}

/** Passwords are the people operator's business in Ops, and closed roles in each product account. */
export function peopleOperatorGrants(config: OrgConfig): readonly Grant[] {
  if (peopleOperatorRolesOf(config).length === 0) return [];
  const inOps = namesOf(config).peopleOperatorRoleArn(config.accounts.ops);
  return [
    ...personsOf(config).map((target): Grant => ({ principal: inOps, target, rights: ['set its password'] })),
    ...productAccountsOf(config).flatMap((account) =>
      accessRolesIn(config, account).map(
        (target): Grant => ({ principal: namesOf(config).peopleOperatorRoleArn(account), target, rights: ['close'] }),
      ),
    ),
  ];
}

function usersOf({ people }: OrgConfig): IamUserSignIn | undefined {
  return people?.signIn.source === 'iamUsers' ? people.signIn : undefined;
}

function productAccountsOf({ environments }: OrgConfig): readonly AccountId[] {
  return environments.flatMap(({ accounts }) => accounts.map(({ id }) => id));
}

function accessRolesIn(config: OrgConfig, account: AccountId): readonly string[] {
  const roles: People['roles'] = config.people?.roles ?? [];
  return roles.map(({ name }) => namesOf(config).accessRoleArn(account, name));
}

/** With IAM Identity Center, the groups themselves become what `org.yaml` says of them. */
export function groupGrants(config: OrgConfig): readonly Grant[] {
  const { people } = config;
  if (people?.signIn.source !== 'identityCenter') return [];
  return people.groups.flatMap((group) =>
    reachableRoles(config, group).map(
      (reach): Grant => ({
        principal: identityCenterGroupName(group.name),
        target: assignedRole(config, reach),
        rights: ['become'],
      }),
    ),
  );
}

/** The roles that Identity Center makes: those that a group may become. */
export function assignedRoles(config: OrgConfig): readonly string[] {
  return [...new Set(groupGrants(config).map(({ target }) => target))];
}

/** Identity Center is in the Region from which permission sets are deployed. */
function assignedRole(config: OrgConfig, { account, role }: ReachableRole): string {
  return reservedRoleArn({
    partition: namesOf(config).partition,
    account,
    region: config.homeRegion,
    permissionSet: permissionSetName(role),
  });
}
