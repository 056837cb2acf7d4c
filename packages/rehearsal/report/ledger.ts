/** One line of the rehearsal's table: something that holds, does not hold, or was not tried. */
export interface Proof {
  /** What holds, as a sentence. */
  readonly claim: string;
  readonly verdict: 'proved' | 'failed' | 'not run' | 'inert';
  /** What was seen; where it failed, what was expected; where it was not run, how to get it. */
  readonly evidence: string;
  readonly seconds: number;
}

/** What a step saw that makes its claim true. */
type Evidence = string;

/** Says that a claim does not hold, and why. */
export class NotProved extends Error {}

/** Watches the rehearsal as it goes. */
export interface Observer {
  begin(claim: string): void;
  end(proof: Proof): void;
}

/** Collects what the rehearsal proved, in order. */
export class Ledger {
  private readonly collected: Proof[] = [];

  /** @param end - aborted when the user asks for the end */
  constructor(
    private readonly observer: Observer,
    private readonly end: AbortSignal,
  ) {}

  get proofs(): readonly Proof[] {
    return this.collected;
  }

  /**
   * Tries to prove a claim; answers whether it holds. What the attempt throws becomes the reason why it does not.
   *
   * @throws the reason of `end`, once that is aborted
   */
  async prove(claim: string, attempt: () => Evidence | Promise<Evidence>): Promise<boolean> {
    this.observer.begin(claim);
    const start = performance.now();
    const outcome = await verdictOf(attempt);
    // What failed because everything was being ended says nothing.
    this.end.throwIfAborted();
    return this.add({ claim, ...outcome, seconds: (performance.now() - start) / 1000 });
  }

  /** Notes that something was not tried, and what it would take. */
  skip(claim: string, how: string): void {
    this.add({ claim, verdict: 'not run', evidence: how, seconds: 0 });
  }

  /** Notes that the emulator only keeps a record of something. */
  inert(claim: string, reason: string): void {
    this.add({ claim, verdict: 'inert', evidence: reason, seconds: 0 });
  }

  private add(proof: Proof): boolean {
    this.collected.push(proof);
    this.observer.end(proof);
    return proof.verdict === 'proved';
  }
}

async function verdictOf(attempt: () => Evidence | Promise<Evidence>): Promise<Pick<Proof, 'verdict' | 'evidence'>> {
  try {
    return { verdict: 'proved', evidence: await attempt() };
  } catch (error) {
    return { verdict: 'failed', evidence: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof NotProved) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** A claim, and what is being done to see whether it holds. */
export interface StartedClaim {
  readonly claim: string;
  readonly outcome: Promise<Evidence>;
}

/** Ends when everything that was begun has been proved, or has failed. */
export type PendingProofs = () => Promise<void>;

/** Proves in order what goes on beside other claims, as soon as somebody waits for it; a failure waits, too. */
export function proveLater(ledger: Ledger, started: readonly StartedClaim[]): PendingProofs {
  const ends = started.map(({ claim, outcome }) => ({ claim, settled: Promise.allSettled([outcome]) }));
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
