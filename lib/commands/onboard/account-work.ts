import type { AccountAccess } from '../../aws/account-access';
import { EXIT, Failure } from '../../domain/failure';

/** What the steps of an account's life work with. */
export interface AccountWork {
  readonly access: AccountAccess;
  /** How long each wait takes at most, in milliseconds. */
  readonly bound: number;
  /** In milliseconds. */
  now(): number;
  wait(milliseconds: number): Promise<void>;
  /** Does a write to its end. */
  uninterrupted<Result>(step: () => Promise<Result>): Promise<Result>;
  /** Waits for what takes long, and tells of it meanwhile. */
  during<Result>(work: (tell: (text: string) => void) => Promise<Result>): Promise<Result>;
  /** Told what was done. */
  say(text: string): void;
}

/** What came of a look: the answer, or what it still waits for. */
type Look<Answer> = { readonly answer: Answer } | { readonly waitsFor: string };

const BETWEEN = 5_000;

/**
 * Looks again and again, until there is an answer.
 *
 * @throws Failure `StillWaiting` after the bound, with what it waits for: another run goes on from there
 */
export function until<Answer>(
  { bound, now, wait, during }: Pick<AccountWork, 'bound' | 'now' | 'wait' | 'during'>,
  look: () => Promise<Look<Answer>>,
): Promise<Answer> {
  const end = now() + bound;
  return during(async (tell) => {
    for (;;) {
      const seen = await look();
      if ('answer' in seen) return seen.answer;
      if (now() >= end) throw stillWaiting(bound, seen.waitsFor);
      tell(seen.waitsFor);
      await wait(BETWEEN);
    }
  });
}

function stillWaiting(bound: number, waitsFor: string): Failure {
  return new Failure(
    'StillWaiting',
    `after ${Math.round(bound / 60_000)} minutes it still waits: ${waitsFor}; run this again, which goes on from here, or give it longer with --wait`,
    EXIT.incomplete,
  );
}
