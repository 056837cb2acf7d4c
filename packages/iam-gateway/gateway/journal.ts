/**
 * What became of a request. `undecided` is an error of the rehearsal: nobody could say what IAM would have answered.
 * What is `not carried`, IAM may allow, and the emulator has not got it. What is `answered`, the gateway knows itself. A `refused token` is one that STS does not even ask a trust about, a `refused code` is not the one of an MFA device.
 */
export type RequestOutcome =
  | 'passed on'
  | 'answered'
  | 'denied'
  | 'refused token'
  | 'refused code'
  | 'undecided'
  | 'not carried'
  | 'malformed'
  | 'not believed';

/** Those of requests that were served. */
export const SERVED: ReadonlySet<RequestOutcome> = new Set(['passed on', 'answered']);

const REFUSED: readonly RequestOutcome[] = ['denied', 'refused token', 'refused code'];

/** A request as the gateway dealt with it. */
export interface Entry {
  readonly outcome: RequestOutcome;
  /** What was asked for: an action of a service, or of S3 method and path. */
  readonly asked: string;
  /** How STS names the caller, where a signature was believed. */
  readonly caller?: string;
  /** The source identity of the caller's session, where it has one. */
  readonly sourceIdentity?: string;
  /** AWS's code for the error that was answered. */
  readonly code?: string;
  /** Why it was not passed on. */
  readonly reason?: string;
  /** The IAM actions that it took, as far as they are known. */
  readonly actions?: readonly string[];
  /** Of a request that was passed on: how the emulator must have understood it, in the words of its log. */
  readonly emulators?: string;
  /** What the gateway added to the time that the emulator took. */
  readonly milliseconds: number;
}

/** Everything that the gateway was asked. */
export class Journal {
  private readonly kept: Entry[] = [];
  private readonly wanted = new Set<Entry>();

  add(entry: Entry): void {
    this.kept.push(entry);
  }

  get entries(): readonly Entry[] {
    return this.kept;
  }

  /** Those that were refused, though nobody had said that they would be denied. */
  get unexpected(): readonly Entry[] {
    return this.kept.filter((entry) => !SERVED.has(entry.outcome) && !this.wanted.has(entry));
  }

  /**
   * Does something that IAM or STS is expected to refuse, and tells what was refused until it ended.
   *
   * @param outcomes - how; `not believed` is for callers whose keys are worth nothing
   */
  async denialsOf(
    attempt: () => Promise<unknown>,
    outcomes: readonly RequestOutcome[] = REFUSED,
  ): Promise<readonly Entry[]> {
    const start = this.kept.length;
    await attempt();
    const denied = this.kept.slice(start).filter(({ outcome }) => outcomes.includes(outcome));
    for (const entry of denied) this.wanted.add(entry);
    return denied;
  }
}

/** The median of what the gateway added to the requests that it passed on, in milliseconds. */
export function medianAdded(entries: readonly Entry[]): number {
  const added = entries
    .filter(({ outcome }) => outcome === 'passed on')
    .map(({ milliseconds }) => milliseconds)
    .sort((one, other) => one - other);
  return added[Math.floor(added.length / 2)] ?? 0;
}
