import type { StateLock } from './state-lock';

/** How a session in the account of a workspace began, as the event history of CloudTrail has it. */
export interface SessionBeginning {
  /** The name of the run: the session name of the CI role that entered, or the source identity. */
  readonly run: string;
  /** In ISO form. */
  readonly start: string;
}

/** The clock of a runner is seldom further off. */
const BEFORE = 60_000;

/** A lock says when somebody began to ask for it, for up to ten minutes; the provider enters the account with the lock in hand. */
const AFTER = 15 * 60_000;

/**
 * When a holder of a lock entered the account: for `Who` a lock says the name of a machine, which no CI system lets choose. Undefined where the
 * lock does not say since when it is there.
 */
export function timeOfEntry({ created }: StateLock): { readonly since: Date; readonly until: Date } | undefined {
  const time = Date.parse(created);
  return Number.isNaN(time) ? undefined : { since: new Date(time - BEFORE), until: new Date(time + AFTER) };
}

/** The runs that may hold a lock, each once, the first to enter first. One is certain as far as no second one is there. */
export function possibleHolders(lock: StateLock, beginnings: readonly SessionBeginning[]): readonly string[] {
  const span = timeOfEntry(lock);
  if (span === undefined) return [];
  const within = beginnings
    .filter(({ start }) => Date.parse(start) >= span.since.getTime() && Date.parse(start) <= span.until.getTime())
    .toSorted((one, other) => Date.parse(one.start) - Date.parse(other.start));
  return [...new Set(within.map(({ run }) => run))];
}
