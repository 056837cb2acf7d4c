import type { OpsAccess, PeopleAccess } from '../../aws/people-access';
import { EXIT, Failure } from '../../domain/failure';
import type { OrgConfig } from '../../domain/org-config';
import { named } from '../../estate/named';
import { closeRoles, type InAccounts } from './closed-roles';
import type { IamPeople } from './iam-people';
import { isDeployed, type OpsUser, opsUser } from './iam-people';
import { type RemainingRoles, remainingRoles } from './remaining-roles';
import type { RevocationStep } from './revoke-access';
import { plannedAccessRevocation, type RevokedAccess, revokeAccess } from './revoke-access';

/** What there is to know about somebody whose access ends. */
interface Leaver {
  readonly name: string;
  readonly isInConfig: boolean;
  /** Where sessions that were opened before go on. */
  readonly remaining: RemainingRoles;
}

export interface PlannedRevocation extends Leaver {
  readonly steps: readonly RevocationStep[];
}

export interface Revocation extends Leaver {
  readonly failures: RevokedAccess['failures'];
  /** When the last of the sessions that were opened before ends at the latest. */
  readonly sessionsEnd: Date;
  /** Present where access roles were to be closed. */
  readonly closed?: InAccounts;
}

/** What a revocation works with. */
export interface Revoking {
  readonly access: PeopleAccess;
  /** Whether the access roles that the person could reach are closed, for everybody in them. */
  readonly closeRoles: boolean;
  now(): Date;
  /** Told before each step. */
  onStep(step: RevocationStep): void;
}

/**
 * What a run would do.
 *
 * @throws Failure `UnknownPerson`, `NotDeployed`
 */
export async function plannedRevocation(
  config: OrgConfig,
  iamPeople: IamPeople,
  name: string,
  access: PeopleAccess,
): Promise<PlannedRevocation> {
  const { user, ops } = await deployedUser(config, iamPeople, name, access);
  const { groups, steps } = await plannedAccessRevocation(user, ops);
  return { ...leaver(config, iamPeople, name, groups), steps };
}

/**
 * Shuts a person out of the Ops account, whether `org.yaml` still has them or not, and closes access roles where that is asked
 * for, also when something failed before that.
 *
 * @throws Failure `UnknownPerson`, `NotDeployed`; what fails later is in the result
 */
export async function revoke(
  config: OrgConfig,
  iamPeople: IamPeople,
  name: string,
  revoking: Revoking,
): Promise<Revocation> {
  const { access } = revoking;
  const { user, ops } = await deployedUser(config, iamPeople, name, access);
  const { groups, failures } = await revokeAccess(user, ops, (step) => revoking.onStep(step));
  const sessionsEnd = new Date(revoking.now().getTime() + iamPeople.people.sessionHours * HOUR);
  const known = leaver(config, iamPeople, name, groups);
  if (!revoking.closeRoles) return { ...known, failures, sessionsEnd };
  const closed = await closeRoles(known.remaining.roles, (account) => access.accessRoles(account));
  return { ...known, failures, sessionsEnd, closed };
}

const HOUR = 60 * 60 * 1_000;

async function deployedUser(
  config: OrgConfig,
  { users }: IamPeople,
  name: string,
  access: PeopleAccess,
): Promise<{ readonly user: OpsUser; readonly ops: OpsAccess }> {
  const user = opsUser(config, name);
  const ops = await access.ops();
  if (await isDeployed(user, ops.signIns)) return { user, ops };
  // Somebody whom neither knows is a mistake of typing.
  named('user', users, name, 'in org.yaml or among the people of the Ops account');
  throw new Failure(
    'NotDeployed',
    `${name} is in org.yaml, and no user of the Ops account whom the people operator role may see to: there is nothing to revoke`,
    EXIT.unusable,
  );
}

function leaver(config: OrgConfig, iamPeople: IamPeople, name: string, groups: readonly string[]): Leaver {
  return {
    name,
    isInConfig: iamPeople.users.some((person) => person.name === name),
    remaining: remainingRoles(config, iamPeople, name, groups),
  };
}
