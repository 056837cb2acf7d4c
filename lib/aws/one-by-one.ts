import type { Turnstile } from './at-most';

/** What time it is, and how to let some pass. */
export interface Clock {
  /** In milliseconds. */
  now(): number;
  wait(milliseconds: number): Promise<void>;
}

/** Runs calls one after another, each no sooner than so many milliseconds after the one before it began. */
export function oneByOne(milliseconds: number, { now, wait }: Clock): Turnstile {
  let next = 0;
  let last: Promise<unknown> = Promise.resolve();
  return (call) => {
    const turn = last.then(async () => {
      const early = next - now();
      if (early > 0) await wait(early);
      next = now() + milliseconds;
      return call();
    });
    // The caller hears of a failure; the calls behind it run all the same.
    last = turn.catch(() => undefined);
    return turn;
  };
}
