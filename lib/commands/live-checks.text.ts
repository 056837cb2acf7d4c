import { EXIT, type ExitStatus } from '../domain/failure';
import { type LiveCheck, statusOfChecks } from '../estate/live-check';
import { recordOf } from '../estate/live-finding';
import { columns } from '../terminal/columns';
import type { Diagnosis } from './doctor/doctor';
import type { VerifiedAccount } from './verify/verify';

/** The shape of what `orgstrap doctor` and `orgstrap verify` write as JSON, as `docs/*.schema.json` have it; what a later version adds does not change it. */
const VERSION = 1;

/** What these credentials may not see is for others to look at; what AWS did not answer is open. */
export function diagnosisStatus({ checks }: Diagnosis): ExitStatus {
  return statusOfChecks(checks, isUnanswered);
}

/** Whether AWS left it open: what these credentials may not see, others do. */
export function isUnanswered({ isUnanswered: unanswered }: LiveCheck): boolean {
  return unanswered === true;
}

/** What could not be seen is not verified. */
export function verifiedStatus(accounts: readonly VerifiedAccount[]): ExitStatus {
  return statusOfChecks(
    accounts.flatMap(({ checks }) => checks),
    isUnseen,
  );
}

export function isUnseen({ result }: LiveCheck): boolean {
  return result === 'not seen';
}

export function diagnosisJson(diagnosis: Diagnosis): string {
  const { account, checks } = diagnosis;
  const ok = diagnosisStatus(diagnosis) === EXIT.done;
  return text({ version: VERSION, ok, account, checks: checks.map((check) => recordOf(check, account)) });
}

/** @param notLookedAt - the ids of accounts that have no auditor role by design */
export function verifiedJson(accounts: readonly VerifiedAccount[], notLookedAt: readonly string[]): string {
  const recorded = accounts.map(({ id, name, checks }) => ({
    id,
    name,
    checks: checks.map((check) => recordOf(check, id)),
  }));
  return text({ version: VERSION, ok: verifiedStatus(accounts) === EXIT.done, accounts: recorded, notLookedAt });
}

function text(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** A line each: what came of it, what was looked at, what was found; below it why that matters and what mends it. */
export function diagnosisText({ checks }: Diagnosis): string {
  return `${blocksOf(checks, '')}\n${summaryText(checks)}\n`;
}

/**
 * A line for each account, and below it what is not as it should be.
 *
 * @param notLookedAt - the ids of accounts that have no auditor role by design
 */
export function verifiedText(accounts: readonly VerifiedAccount[], notLookedAt: readonly string[]): string {
  const lines = columns(accounts.map(({ id, name, checks }) => [worstOf(checks), id, name, countText(checks)]));
  const blocks = accounts.map(({ checks }, index) => {
    const wrong = checks.filter(({ result }) => result !== 'ok');
    return `${lines[index]}\n${blocksOf(wrong, '  ')}`;
  });
  const others = notLookedAt.map(
    (id) => `the management account ${id} has no auditor role: run orgstrap doctor with its credentials\n`,
  );
  return `${blocks.join('')}\n${others.join('')}${summaryText(accounts.flatMap(({ checks }) => checks))}\n`;
}

function blocksOf(checks: readonly LiveCheck[], indent: string): string {
  const lines = columns(checks.map(({ result, name, found }) => [result, name, found]));
  return checks.map((check, index) => `${indent}${lines[index]}\n${reasonText(check, indent)}`).join('');
}

function reasonText({ result, why, fix }: LiveCheck, indent: string): string {
  if (result === 'ok') return '';
  return `${indent}    why: ${why}\n${fix === undefined ? '' : `${indent}    fix: ${fix}\n`}`;
}

function worstOf(checks: readonly LiveCheck[]): LiveCheck['result'] {
  const results = checks.map(({ result }) => result);
  return (['finding', 'not seen'] as const).find((result) => results.includes(result)) ?? 'ok';
}

function countText(checks: readonly LiveCheck[]): string {
  return `${checks.filter(({ result }) => result === 'ok').length} of ${checks.length} checks are ok`;
}

function summaryText(checks: readonly LiveCheck[]): string {
  const count = (result: LiveCheck['result']) => checks.filter((check) => check.result === result).length;
  const findings = count('finding');
  return `${count('ok')} ok, ${findings} ${findings === 1 ? 'finding' : 'findings'}, ${count('not seen')} could not be seen`;
}
