import { createHash } from 'node:crypto';
import type { Severity } from '../domain/template-finding';
import { CHECK_KINDS } from './check-kinds';
import type { LiveCheck } from './live-check';

/**
 * What tells a check from all others, the same from run to run, whatever is found: its kind, the account, and what in it.
 *
 * @param account - the id of the account that was looked at
 */
export function fingerprintOf({ kind, account: own, resource = '' }: LiveCheck, account: string): string {
  return createHash('sha256')
    .update(JSON.stringify([kind, own ?? account, resource]))
    .digest('hex');
}

/** How bad it is where a check of this kind finds something. */
export function severityOf({ kind }: Pick<LiveCheck, 'kind'>): Severity {
  return CHECK_KINDS[kind].severity;
}

/** A check as data: with its fingerprint, and with the severity of what it found. */
export function recordOf(check: LiveCheck, account: string) {
  return {
    ...check,
    ...(check.result === 'finding' && { severity: severityOf(check) }),
    fingerprint: fingerprintOf(check, account),
  };
}
