import type { ReachableRole } from '../../domain/reachable-role';
import type { AccountFailure, InAccounts } from './closed-roles';

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
export function openedText({ roles, failures }: InAccounts): string {
  const opened =
    roles.length > 0
      ? ['opened', ...accessRoleLines(roles)]
      : [failures.length > 0 ? 'opened none' : 'no access role was closed'];
  return lines([...opened, ...accountFailureLines(failures, 'not opened')]);
}

/** Errors of AWS that nobody has an explanation for have a name that helps. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'Failure' ? error.message : `${error.name}: ${error.message}`;
}

export function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}
