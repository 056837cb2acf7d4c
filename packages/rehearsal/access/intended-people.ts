import type { AccountId } from '../../../lib/domain/account-id';
import { accessRoleName, PEOPLE_OPERATOR_ROLE, permissionSetName, personArn, roleArn } from '../../../lib/domain/names';
import type { OrgConfig } from '../../../lib/domain/org-config';
import type { IamUserSignIn, People } from '../../../lib/domain/people';
import { accessRoleArn, type Reach, reachOf, reachOfPerson } from '../../../lib/domain/reach';
import { partitionOf } from '../../../lib/domain/region';
import { reservedRoleArn } from '../../iam-gateway/iam/reserved-role';
import { type Grant, identityCenterGroupName } from './matrix';

/** Everybody who signs in to the Ops account: nobody where IAM Identity Center is used. */
export function personsOf(config: OrgConfig): readonly string[] {
  return (usersOf(config)?.users ?? []).map(({ name }) => arnOf(config, name));
}

/** Each access role of each product account, whether or not a group may become it. */
export function accessRolesOf(config: OrgConfig): readonly string[] {
  if (usersOf(config) === undefined) return [];
  return productAccountsOf(config).flatMap((account) => accessRolesIn(config, account));
}

/** Where there are operators, one role in Ops and one in each product account. */
export function peopleOperatorRolesOf(config: OrgConfig): readonly string[] {
  if (config.operators === undefined || usersOf(config) === undefined) return [];
  return [config.accounts.ops, ...productAccountsOf(config)].map((account) => peopleOperatorRole(config, account));
}

/** After MFA, people become what their groups say, and make keys for themselves. */
export function personGrants(config: OrgConfig): readonly Grant[] {
  const { people } = config;
  const signIn = usersOf(config);
  if (people === undefined || signIn === undefined) return [];
  return signIn.users.flatMap((person) => {
    const principal = arnOf(config, person.name);
    return [
      ...reachOfPerson(config, people, person).map(
        (reach): Grant => ({ principal, target: accessRoleArn(config, reach), rights: ['become'] }),
      ),
      { principal, target: principal, rights: ['make keys'] },
    ];
  });
}

/** Passwords are the people operator's business in Ops, and closed roles in each product account. */
export function peopleOperatorGrants(config: OrgConfig): readonly Grant[] {
  if (peopleOperatorRolesOf(config).length === 0) return [];
  const inOps = peopleOperatorRole(config, config.accounts.ops);
  return [
    ...personsOf(config).map((target): Grant => ({ principal: inOps, target, rights: ['set its password'] })),
    ...productAccountsOf(config).flatMap((account) =>
      accessRolesIn(config, account).map(
        (target): Grant => ({ principal: peopleOperatorRole(config, account), target, rights: ['close'] }),
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

function accessRolesIn({ homeRegion, people }: OrgConfig, account: AccountId): readonly string[] {
  const roles: People['roles'] = people?.roles ?? [];
  return roles.map(({ name }) => roleArn(partitionOf(homeRegion), account, accessRoleName(name)));
}

function peopleOperatorRole({ homeRegion }: OrgConfig, account: AccountId): string {
  return roleArn(partitionOf(homeRegion), account, PEOPLE_OPERATOR_ROLE);
}

function arnOf({ homeRegion, accounts }: OrgConfig, name: string): string {
  return personArn(partitionOf(homeRegion), accounts.ops, name);
}

/** With IAM Identity Center, the groups themselves become what `org.yaml` says of them. */
export function groupGrants(config: OrgConfig): readonly Grant[] {
  const { people } = config;
  if (people?.signIn.source !== 'identityCenter') return [];
  return people.groups.flatMap((group) =>
    reachOf(config, group).map(
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
function assignedRole({ homeRegion }: OrgConfig, { account, role }: Reach): string {
  return reservedRoleArn({
    partition: partitionOf(homeRegion),
    account,
    region: homeRegion,
    permissionSet: permissionSetName(role),
  });
}
