import type { ReachableRole } from '../../domain/reachable-role';
import { type EndedSessions, type OpenedRole, sessionsOver } from './ended-sessions';
import type { AccountFailure, InAccounts } from './in-accounts';

/** A line for each account, with its roles. */
export function accessRoleLines(roles: readonly ReachableRole[]): readonly string[] {
  const accounts = new Map<string, string[]>();
  for (const { workspace, account, role } of roles) {
    const place = `${workspace} ${account}`;
    accounts.set(place, [...(accounts.get(place) ?? []), role]);
  }
  return [...accounts].map(([place, names]) => `  ${place}: ${names.join(', ')}`);
}

/** A line for each thing that failed. */
export function accountFailureLines(failures: readonly AccountFailure[], what: string): readonly string[] {
  return failures.flatMap(({ roles, error }) =>
    accessRoleLines(roles).map((line) => `${line}: ${what}: ${messageOf(error)}`),
  );
}

/** What opening all access roles came to. */
export function openedText({ found, failures }: InAccounts<OpenedRole>, sessionHours: number): string {
  const roles = found.flatMap(({ opened }) => opened ?? []);
  const opened =
    roles.length > 0
      ? ['opened', ...accessRoleLines(roles)]
      : [failures.length > 0 ? 'opened none' : 'no access role was closed'];
  const forgotten = found.flatMap((role) => role.forgotten);
  return lines([
    ...opened,
    ...(forgotten.length > 0 ? ['taken away what ended sessions of:'] : []),
    ...forgotten.flatMap((one) => accessRoleLines([one]).map((line) => `${line}: ${one.user}`)),
    ...keptLines(
      found.flatMap(({ kept }) => kept),
      sessionHours,
    ),
    ...accountFailureLines(failures, 'not opened'),
  ]);
}

/** What ends sessions of somebody that could still go on. */
function keptLines(kept: readonly EndedSessions[], sessionHours: number): readonly string[] {
  return kept.flatMap((one) =>
    accessRoleLines([one]).map((line) =>
      one.before === undefined
        ? `${line}: orgstrap-revoked-${one.user} is not what orgstrap people revoke writes; delete it once you have read it`
        : `${line}: the sessions of ${one.user} stay ended, until ${sessionsOver(one.before, sessionHours).toISOString()}`,
    ),
  );
}

/** Errors of AWS that nobody has an explanation for have a name that helps. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'Failure' ? error.message : `${error.name}: ${error.message}`;
}

export function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}
