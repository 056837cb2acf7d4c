import type { Check } from '../operations/checks/check';
import type { Diagnosis } from '../operations/doctor/doctor';
import type { VerifiedAccount } from '../operations/verify/verify';
import { columns } from './columns';

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

function blocksOf(checks: readonly Check[], indent: string): string {
  const lines = columns(checks.map(({ result, name, found }) => [result, name, found]));
  return checks.map((check, index) => `${indent}${lines[index]}\n${reasonText(check, indent)}`).join('');
}

function reasonText({ result, why, fix }: Check, indent: string): string {
  if (result === 'ok') return '';
  return `${indent}    why: ${why}\n${fix === undefined ? '' : `${indent}    fix: ${fix}\n`}`;
}

function worstOf(checks: readonly Check[]): Check['result'] {
  const results = checks.map(({ result }) => result);
  return (['finding', 'not seen'] as const).find((result) => results.includes(result)) ?? 'ok';
}

function countText(checks: readonly Check[]): string {
  return `${checks.filter(({ result }) => result === 'ok').length} of ${checks.length} checks are ok`;
}

function summaryText(checks: readonly Check[]): string {
  const count = (result: Check['result']) => checks.filter((check) => check.result === result).length;
  const findings = count('finding');
  return `${count('ok')} ok, ${findings} ${findings === 1 ? 'finding' : 'findings'}, ${count('not seen')} could not be seen`;
}
