/** What time it is, and how to let some pass. */
export interface Clock {
  /** In milliseconds. */
  now(): number;
  wait(milliseconds: number): Promise<void>;
}

/** Runs calls one after another, each no sooner than so many milliseconds after the one before it began. */
export function throttledBy(milliseconds: number, { now, wait }: Clock): Throttle {
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

/** Runs calls, never more than so many at the same time; the others wait for their turn. */
export type Throttle = <Answer>(call: () => Promise<Answer>) => Promise<Answer>;

/** So that a large organization does not run into AWS's request limits. */
export function throttledTo(limit: number): Throttle {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (call) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await call();
    } finally {
      // The call that waits longest takes over the place.
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}
