import { machineMustHaveLetIt } from './machine-trouble';

/** What stops somebody who must not: AWS refuses it, or nothing does but an alarm tells of it. */
export type Stopped = 'refused' | 'alarm';

/** One line of the rehearsal's table: something that holds, does not hold, or was not tried. */
export interface Proof {
  /** The part of the rehearsal that it belongs to, as a sentence. */
  readonly chapter: string;
  /** What holds, as a sentence. */
  readonly claim: string;
  readonly verdict: 'proved' | 'failed' | 'not run' | 'inert';
  /** What was seen; where it failed, what was expected; where it was not run, how to get it. */
  readonly evidence: string;
  readonly seconds: number;
  /** What must stop it, where it is an attack. */
  readonly attack?: Stopped;
}

/** What a step saw that makes its claim true. */
type Evidence = string;

/** Says that a claim does not hold, and why. */
export class NotProved extends Error {}

/** Watches the rehearsal as it goes. */
export interface Observer {
  begin(claim: string, chapter: string): void;
  end(proof: Proof): void;
  /** Nothing more comes of a chapter. */
  close(chapter: string, proofs: readonly Proof[]): void;
  /** What is written next has the terminal to itself. */
  finish(): void;
}

/** Collects what the rehearsal proved, in order. */
export class Ledger {
  private readonly collected: Proof[] = [];

  /**
   * @param end - aborted when the user asks for the end
   * @param title - of the first chapter
   */
  constructor(
    private readonly observer: Observer,
    private readonly end: AbortSignal,
    private title = 'before it begins',
  ) {}

  get proofs(): readonly Proof[] {
    return this.collected;
  }

  /** What comes from now on belongs to another chapter. */
  chapter(title: string): void {
    this.close();
    this.title = title;
  }

  /** Nothing more comes. */
  close(): void {
    const proofs = this.collected.filter(({ chapter }) => chapter === this.title);
    if (proofs.length > 0) this.observer.close(this.title, proofs);
  }

  /**
   * Tries to prove a claim; answers whether it holds. What the attempt throws becomes the reason why it does not.
   *
   * @param attack - what must stop it, where it is an attack
   * @throws the reason of `end`, once that is aborted; what this machine does not let it do, which says nothing about the claim
   */
  async prove(claim: string, attempt: () => Evidence | Promise<Evidence>, attack?: Stopped): Promise<boolean> {
    this.observer.begin(claim, this.title);
    const start = performance.now();
    const outcome = await verdictOf(attempt).finally(() => {
      // What failed because everything was being ended says nothing.
      this.end.throwIfAborted();
    });
    const seconds = (performance.now() - start) / 1000;
    return this.add({ claim, ...outcome, seconds, ...(attack === undefined ? {} : { attack }) });
  }

  /** Notes that something was not tried, and what it would take. */
  skip(claim: string, how: string): void {
    this.add({ claim, verdict: 'not run', evidence: how, seconds: 0 });
  }

  /** Notes that the emulator only keeps a record of something. */
  inert(claim: string, reason: string): void {
    this.add({ claim, verdict: 'inert', evidence: reason, seconds: 0 });
  }

  private add(found: Omit<Proof, 'chapter'>): boolean {
    const proof = { chapter: this.title, ...found };
    this.collected.push(proof);
    this.observer.end(proof);
    return proof.verdict === 'proved';
  }
}

async function verdictOf(attempt: () => Evidence | Promise<Evidence>): Promise<Pick<Proof, 'verdict' | 'evidence'>> {
  try {
    return { verdict: 'proved', evidence: await attempt() };
  } catch (error) {
    const evidence = reasonOf(error);
    machineMustHaveLetIt(error, evidence);
    return { verdict: 'failed', evidence };
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
