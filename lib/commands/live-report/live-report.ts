import { readFileSync } from 'node:fs';
import type { LiveCheck } from '../../estate/live-check';
import { type Place, placeIn } from '../../writers/reports/place';

/** What `verify` or `doctor` saw, as a report for machines shows it. */
export interface LiveReport {
  readonly tool: 'orgstrap verify' | 'orgstrap doctor';
  /** The version of orgstrap. */
  readonly version: string;
  readonly accounts: readonly ReportedAccount[];
  /** The ids of accounts that nobody looked at, by design. */
  readonly notLookedAt: readonly string[];
  /** Whether something that was not seen leaves the answer open; otherwise it is for other credentials to look at. */
  isOpen(check: LiveCheck): boolean;
  /** The line of org.yaml that is about an account. */
  placeOf(account: string): Place;
}

interface ReportedAccount {
  readonly id: string;
  readonly name: string;
  readonly checks: readonly LiveCheck[];
}

/** Where a configuration names accounts: the first line that holds the id, or else its first. */
export function placesIn(file: string, root: string): LiveReport['placeOf'] {
  let lines: readonly string[] | undefined;
  return (account) => {
    lines ??= readFileSync(file, 'utf8').split('\n');
    const line = Math.max(1, lines.findIndex((text) => text.includes(account)) + 1);
    return placeIn(root, { file, line }) ?? { path: 'org.yaml', line };
  };
}

/** What a check says, for somebody who sees it alone. */
export function sentenceOf(check: LiveCheck, account: ReportedAccount): string {
  const { name, found, fix } = check;
  return `${name}, ${accountOf(check, account)}: ${found}${fix === undefined ? '' : ` Fix: ${fix}`}`;
}

/** `dev 444444444444`. */
function accountOf({ account }: LiveCheck, { id, name }: ReportedAccount): string {
  return account === undefined || account === id ? `${name} ${id}` : account;
}
