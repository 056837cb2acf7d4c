import type { OpsAccess, PeopleAccess } from '../../aws/people-access';
import { EXIT, Failure } from '../../domain/failure';
import type { AccountId } from '../../domain/ids';
import { EVERYBODY_GROUP, PEOPLE_PATH, peopleGroupName } from '../../domain/names';
import type { OrgConfig } from '../../domain/org-config';
import type { ReachableRole } from '../../domain/reachable-role';
import { named } from '../../estate/named';
import { closeRoles } from './closed-roles';
import { endSessions, revokedBefore, sessionsOver } from './ended-sessions';
import type { IamPeople } from './iam-people';
import { isDeployed, opsUser } from './iam-people';
import type { InAccounts } from './in-accounts';
import { type RemainingRoles, remainingRoles } from './remaining-roles';
import {
  plannedAccessRevocation,
  type RevocationFailure,
  type RevocationStep,
  revokeAccess,
  type Seen,
} from './revoke-access';

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
  /** Whether they had something to take away in the Ops account, as far as that could be seen. */
  readonly hadAccess: boolean;
  readonly failures: readonly RevocationFailure[];
  /** Sessions that began before this do nothing, where they were ended. */
  readonly before: Date;
  /** When the last of the sessions that began before would be over. */
  readonly sessionsEnd: Date;
  /** Where their own sessions were ended. */
  readonly ended: InAccounts<ReachableRole>;
  /** Present where access roles were to be closed. */
  readonly closed?: InAccounts<ReachableRole>;
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
  const user = opsUser(config, name);
  const ops = await access.ops();
  if (!(await isDeployed(user, ops.signIns))) throw notDeployed(iamPeople, name);
  const { groups, steps } = await plannedAccessRevocation(user, ops);
  return { ...leaver(config, iamPeople, name, groups), steps };
}

/**
 * Shuts a person out, whether `org.yaml` still has them or not: ends their sessions in the accounts, takes away what they
 * sign in to the Ops account with, and closes access roles where that is asked for. Each is done whatever becomes of the others.
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
  const now = revoking.now();
  const before = revokedBefore(now);
  const { sessionHours } = iamPeople.people;
  const sessionsEnd = sessionsOver(before, sessionHours);
  const connect = (account: AccountId) => access.accessRoles(account);
  const outcome = { known: leaver(config, iamPeople, name, undefined), ended: undefined as Ending };
  const begin = (groups: readonly string[] | undefined) => {
    outcome.known = leaver(config, iamPeople, name, groups);
    // Nothing waits for it: there may be many accounts.
    outcome.ended = endSessions(outcome.known.remaining.roles, connect, { user: name, before, now, sessionHours });
  };
  const found = await deployedUser(iamPeople, name, access);
  if (found.ops === undefined) begin(undefined);
  const { hadAccess, failures } =
    found.ops === undefined
      ? { hadAccess: true, failures: [] }
      : await revokeAccess(opsUser(config, name), found.ops, {
          everyGroup: [...iamPeople.people.groups.map((group) => peopleGroupName(group.name)), EVERYBODY_GROUP],
          onStep: (step) => revoking.onStep(step),
          onGroups: begin,
        });
  const { known } = outcome;
  const ended = (await outcome.ended) ?? NOWHERE;
  const result = { ...known, hadAccess, failures: [...found.failures, ...failures], before, sessionsEnd, ended };
  return revoking.closeRoles ? { ...result, closed: await closeRoles(known.remaining.roles, connect) } : result;
}

type Ending = Promise<InAccounts<ReachableRole>> | undefined;

const NOWHERE: InAccounts<ReachableRole> = { found: [], failures: [] };

interface FoundUser {
  /** Undefined where nobody can get there. */
  readonly ops: OpsAccess | undefined;
  readonly failures: readonly RevocationFailure[];
}

/**
 * What cannot be seen of somebody whom `org.yaml` has keeps nothing from them. Whom it does not have must be found in the Ops
 * account: it could be a mistake of typing.
 */
async function deployedUser(iamPeople: IamPeople, name: string, access: PeopleAccess): Promise<FoundUser> {
  const isInConfig = iamPeople.users.some((person) => person.name === name);
  const unseen = (what: Seen, error: unknown) => {
    if (!isInConfig) throw error;
    return [{ step: { do: 'see', what } as const, error }];
  };
  let ops: OpsAccess;
  try {
    ops = await access.ops();
  } catch (error) {
    return { ops: undefined, failures: unseen('the Ops account', error) };
  }
  try {
    if ((await ops.signIns.find(name))?.path === PEOPLE_PATH) return { ops, failures: [] };
  } catch (error) {
    if (!isRefused(error)) return { ops, failures: unseen('the user', error) };
    // Of a user who is not there IAM says the same as of one who may not be seen. The groups are seen of people alone.
    if (await hasGroups(name, ops)) return { ops, failures: [{ step: { do: 'see', what: 'the user' }, error }] };
  }
  throw notDeployed(iamPeople, name);
}

function isRefused(error: unknown): boolean {
  return error instanceof Failure && error.code === 'AwsRefused';
}

async function hasGroups(name: string, { signIns }: OpsAccess): Promise<boolean> {
  return await signIns.groups(name).then(
    (groups) => groups.length > 0,
    () => false,
  );
}

function notDeployed({ users }: IamPeople, name: string): Failure {
  // Somebody whom neither knows is a mistake of typing.
  named('user', users, name, 'in org.yaml or among the people of the Ops account');
  return new Failure(
    'NotDeployed',
    `${name} is in org.yaml, and no user of the Ops account whom the people operator role may see to: there is nothing to revoke`,
    EXIT.unusable,
  );
}

function leaver(config: OrgConfig, iamPeople: IamPeople, name: string, groups: readonly string[] | undefined): Leaver {
  return {
    name,
    isInConfig: iamPeople.users.some((person) => person.name === name),
    remaining: remainingRoles(config, iamPeople, name, groups),
  };
}
