/** Runs calls, never more than so many at the same time; the others wait for their turn. */
export type Turnstile = <Answer>(call: () => Promise<Answer>) => Promise<Answer>;

/** So that a large organization does not run into AWS's request limits. */
export function atMost(limit: number): Turnstile {
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
