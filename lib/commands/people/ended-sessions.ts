import { type AccessRoles, type Revocation, ROLE_IS_FULL } from '../../aws/access-roles';
import { Failure } from '../../domain/failure';
import type { ReachableRole } from '../../domain/reachable-role';
import { readRevokedSessions, revokedSessionsPolicy } from '../../policies/revoked-sessions';
import { type InAccounts, inAccounts } from './in-accounts';

type Connect = Parameters<typeof inAccounts>[1];

const MINUTE = 60 * 1_000;
const HOUR = 60 * MINUTE;

/**
 * Sessions that begin before this do nothing. It is a minute away: until then the person has left their groups, and the clock
 * of this machine may be behind that of AWS.
 */
export function revokedBefore(now: Date): Date {
  return new Date(Math.ceil(now.getTime() / 1_000) * 1_000 + MINUTE);
}

/** When the last session is over that began before a moment, whatever became of it. */
export function sessionsOver(before: Date, sessionHours: number): Date {
  return new Date(before.getTime() + sessionHours * HOUR);
}

export interface Ending {
  readonly user: string;
  /** Sessions that began earlier end. */
  readonly before: Date;
  readonly now: Date;
  readonly sessionHours: number;
}

/** Ends the sessions of one person in access roles, and nobody else's. */
export function endSessions(
  roles: readonly ReachableRole[],
  connect: Connect,
  { user, before, now, sessionHours }: Ending,
): Promise<InAccounts<ReachableRole>> {
  const revocation = { user, document: revokedSessionsPolicy({ user, before }) };
  return inAccounts(roles, connect, async (account, one) => {
    await revokeWithRoom(account, one, revocation, (ended) => isOver(ended, now, sessionHours));
    return [one];
  });
}

/** Where a role has no room, what is over makes some. */
async function revokeWithRoom(
  account: AccessRoles,
  one: ReachableRole,
  revocation: Revocation,
  isOfNoUse: (ended: EndedSessions) => boolean,
): Promise<void> {
  try {
    await account.revoke(one.role, revocation);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== ROLE_IS_FULL) throw error;
    const over = (await endedIn(account, one)).filter(isOfNoUse);
    if (over.length === 0) throw error;
    for (const { user } of over) await account.forget(one.role, user);
    await account.revoke(one.role, revocation);
  }
}

/** Whether every session that a policy ended would be over by itself. */
function isOver({ before }: EndedSessions, now: Date, sessionHours: number): boolean {
  return before !== undefined && sessionsOver(before, sessionHours) <= now;
}

/** An access role in which the sessions of somebody were ended. */
export interface EndedSessions extends ReachableRole {
  readonly user: string;
  /** Those that began before this; undefined where nobody can read the policy. */
  readonly before?: Date;
}

/** What revocations have left in an access role. */
export interface RoleState {
  readonly role: ReachableRole;
  /** Whether nobody can work in it. */
  readonly isClosed: boolean;
  readonly ended: readonly EndedSessions[];
}

export function roleStates(roles: readonly ReachableRole[], connect: Connect): Promise<InAccounts<RoleState>> {
  return inAccounts(roles, connect, async (account, role) => [await stateOf(account, role)]);
}

async function stateOf(account: AccessRoles, role: ReachableRole): Promise<RoleState> {
  return { role, isClosed: await account.isClosed(role.role), ended: await endedIn(account, role) };
}

async function endedIn(account: AccessRoles, one: ReachableRole): Promise<readonly EndedSessions[]> {
  return (await account.revocations(one.role)).map(({ user, document }) => {
    const read = readRevokedSessions(document);
    return { ...one, user, ...(read?.user === user && { before: read.before }) };
  });
}

/** What opening a role came to. */
export interface OpenedRole {
  /** Whether it was closed. */
  readonly opened?: ReachableRole;
  /** Policies that were taken away, because the sessions that they ended would be over. */
  readonly forgotten: readonly EndedSessions[];
  /** Those that stay, because they would not. */
  readonly kept: readonly EndedSessions[];
}

export interface Opening {
  readonly now: Date;
  readonly sessionHours: number;
  /**
   * Whether roles are opened, too, in which nobody's sessions were ended, and what ended some is taken away before its time: sessions from
   * before work again there. For roles that are deleted next, with which all of their sessions end.
   */
  readonly acceptsOpenSessions: boolean;
}

/**
 * Opens access roles that are closed, and takes away what revocations left and nobody needs any more. Sessions that a
 * revocation ended do not work again, because the policy that ended them stays until they would be over.
 */
export function openRoles(
  roles: readonly ReachableRole[],
  connect: Connect,
  { now, sessionHours, acceptsOpenSessions }: Opening,
): Promise<InAccounts<OpenedRole>> {
  return inAccounts(roles, connect, async (account, one) => {
    const { isClosed, ended } = await stateOf(account, one);
    if (isClosed) {
      // What says anything else has ended nobody's sessions.
      if (ended.every(({ before }) => before === undefined) && !acceptsOpenSessions)
        throw sessionsWouldGoOn(now, sessionHours);
      await account.open(one.role);
    }
    // Nobody takes away what orgstrap did not write.
    const forgotten = ended.filter(
      (each) => isOver(each, now, sessionHours) || (acceptsOpenSessions && each.before !== undefined),
    );
    for (const { user } of forgotten) await account.forget(one.role, user);
    return [{ ...(isClosed && { opened: one }), forgotten, kept: ended.filter((each) => !forgotten.includes(each)) }];
  });
}

/** IAM does not tell when a policy was attached, so the latest moment is that of a role which is closed now. */
function sessionsWouldGoOn(now: Date, sessionHours: number): Failure {
  return new Failure(
    'SessionsWouldGoOn',
    "it is closed, and nobody's sessions were ended in it: those of whoever was shut out would work again; run orgstrap people revoke " +
      `for them again, and this after it; or open it with --accept open-sessions once the time has come that revoke printed, at the latest ${sessionsOver(now, sessionHours).toISOString()}`,
  );
}
