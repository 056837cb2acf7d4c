import type { AccessRoles } from '../../aws/access-roles';
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

/** Ends the sessions of one person in access roles, and nobody else's. */
export function endSessions(
  roles: readonly ReachableRole[],
  connect: Connect,
  user: string,
  before: Date,
): Promise<InAccounts<ReachableRole>> {
  const document = revokedSessionsPolicy({ user, before });
  return inAccounts(roles, connect, async (account, one) => {
    await account.revoke(one.role, { user, document });
    return [one];
  });
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
  const isOver = ({ before }: EndedSessions) => before !== undefined && sessionsOver(before, sessionHours) <= now;
  return inAccounts(roles, connect, async (account, one) => {
    const { isClosed, ended } = await stateOf(account, one);
    if (isClosed) {
      if (ended.length === 0 && !acceptsOpenSessions) throw sessionsWouldGoOn();
      await account.open(one.role);
    }
    // Nobody takes away what orgstrap did not write.
    const forgotten = ended.filter((each) => isOver(each) || (acceptsOpenSessions && each.before !== undefined));
    for (const { user } of forgotten) await account.forget(one.role, user);
    return [{ ...(isClosed && { opened: one }), forgotten, kept: ended.filter((each) => !forgotten.includes(each)) }];
  });
}

function sessionsWouldGoOn(): Failure {
  return new Failure(
    'SessionsWouldGoOn',
    "it is closed, and nobody's sessions were ended in it: those of whoever was shut out would work again; run orgstrap people revoke " +
      'for them again, or open it with --accept open-sessions',
  );
}
