import type { Diagnosis } from '../operations/doctor/doctor';
import type { VerifiedAccount } from '../operations/verify/verify';

/** The shape of `orgstrap doctor --json` and `orgstrap verify --json`; what a later version adds does not change it. */
const VERSION = 1;

/** What could not be seen does not count as a finding: that depends on the credentials. */
export function isHealthy({ checks }: Diagnosis): boolean {
  return checks.every(({ result }) => result !== 'finding');
}

/** What could not be seen is not verified. */
export function isVerified(accounts: readonly VerifiedAccount[]): boolean {
  return accounts.every(({ checks }) => checks.every(({ result }) => result === 'ok'));
}

export function diagnosisJson(diagnosis: Diagnosis): string {
  return text({ version: VERSION, ok: isHealthy(diagnosis), ...diagnosis });
}

/** @param notLookedAt - the ids of accounts that have no auditor role by design */
export function verifiedJson(accounts: readonly VerifiedAccount[], notLookedAt: readonly string[]): string {
  return text({ version: VERSION, ok: isVerified(accounts), accounts, notLookedAt });
}

function text(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
