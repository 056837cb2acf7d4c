import type { Evidence, Ledger } from './ledger';

/** A claim, and what is being done to see whether it holds. */
export interface Begun {
  readonly claim: string;
  readonly outcome: Promise<Evidence>;
}

/** Ends when everything that was begun has been proved, or has failed. */
export type Waiting = () => Promise<void>;

/** Proves in order what goes on beside other claims, as soon as somebody waits for it; a failure waits, too. */
export function meanwhile(ledger: Ledger, begun: readonly Begun[]): Waiting {
  const ends = begun.map(({ claim, outcome }) => ({ claim, settled: Promise.allSettled([outcome]) }));
  return async () => {
    for (const { claim, settled } of ends) {
      await ledger.prove(claim, async () => {
        const [end] = await settled;
        if (end.status === 'rejected') throw end.reason;
        return end.value;
      });
    }
  };
}
