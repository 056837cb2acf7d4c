import type { Check } from '../operations/checks/check';
import type { Diagnosis } from '../operations/doctor/doctor';
import type { VerifiedAccount } from '../operations/verify/verify';

/** A line each: what came of it, what was looked at, what was found; below it why that matters and what mends it. */
export function diagnosisText({ checks }: Diagnosis): string {
  const rows = checks.map(rowOf);
  const widths = widthsOf(rows);
  const blocks = checks.map((check, index) => blockText(check, lineOf(rows[index] ?? [], widths), ''));
  return `${blocks.join('')}\n${summaryText(checks)}\n`;
}

/**
 * A line for each account, and below it what is not as it should be.
 *
 * @param notLookedAt - the ids of accounts that have no auditor role by design
 */
export function verifiedText(accounts: readonly VerifiedAccount[], notLookedAt: readonly string[]): string {
  const rows = accounts.map(({ id, name, checks }) => [worstOf(checks), id, name, countText(checks)]);
  const widths = widthsOf(rows);
  const blocks = accounts.map(({ checks }, index) => {
    const wrong = checks.filter(({ result }) => result !== 'ok');
    const wrongRows = wrong.map(rowOf);
    const wrongWidths = widthsOf(wrongRows);
    return [
      lineOf(rows[index] ?? [], widths),
      ...wrong.map((check, at) => blockText(check, lineOf(wrongRows[at] ?? [], wrongWidths), '  ')),
    ].join('');
  });
  const others = notLookedAt.map(
    (id) => `the management account ${id} has no auditor role: run orgstrap doctor with its credentials\n`,
  );
  return `${blocks.join('')}\n${others.join('')}${summaryText(accounts.flatMap(({ checks }) => checks))}\n`;
}

function rowOf({ result, name, found }: Check): readonly string[] {
  return [result, name, found];
}

function blockText({ result, why, fix }: Check, line: string, indent: string): string {
  if (result === 'ok') return `${indent}${line}`;
  const more = `${indent}    why: ${why}\n${fix === undefined ? '' : `${indent}    fix: ${fix}\n`}`;
  return `${indent}${line}${more}`;
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

/** How wide each column is but the last. */
function widthsOf(rows: readonly (readonly string[])[]): readonly number[] {
  const columns = Math.max(0, ...rows.map((row) => row.length)) - 1;
  return Array.from({ length: Math.max(0, columns) }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
}

function lineOf(row: readonly string[], widths: readonly number[]): string {
  return `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`;
}
