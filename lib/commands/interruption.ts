import { EXIT, Failure } from '../domain/failure';

type Signal = 'SIGINT' | 'SIGTERM';

/** The part of `process` that signals come to. */
interface Signalled {
  readonly pid: number;
  on(signal: Signal, listener: () => void): unknown;
  removeAllListeners(signal: Signal): unknown;
  kill(pid: number, signal: Signal): unknown;
}

/** What an interruption leaves, and what takes it away. */
export interface Unfinished {
  /** What whoever interrupts should know; may be empty. */
  readonly note: string;
  takeAway(): void;
}

/**
 * Ctrl-C, and what asks a process to end. A step that must not stay half done is finished first; everything else ends at once, as by
 * the signal itself, which a shell shows as 130. As the signal is not obeyed within synchronous work, no temporary folder stays behind.
 */
export class Interruption {
  private steps = 0;
  private isAsked = false;
  private readonly unfinished = new Set<Unfinished>();

  constructor(
    private readonly process: Signalled,
    private readonly say: (text: string) => void,
  ) {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => this.receive(signal));
  }

  /**
   * Does a step to its end.
   *
   * @throws Failure `Interrupted` afterwards, where somebody asked meanwhile; what the step throws goes before
   */
  async hold<Result>(step: () => Promise<Result>): Promise<Result> {
    this.steps++;
    const result = await step().finally(() => this.steps--);
    if (!this.isAsked) return result;
    throw new Failure(
      'Interrupted',
      'interrupted: what is said above is done, and nothing is half done; another run goes on from there',
      EXIT.interrupted,
    );
  }

  /**
   * Does what may end at any moment, and takes away first what would be left on this machine: a folder, a process. Without an interruption
   * whoever made it takes it away.
   *
   * @param unfinished - `takeAway` does not wait for anything
   */
  async tidily<Result>(unfinished: Unfinished, work: () => Promise<Result>): Promise<Result> {
    this.unfinished.add(unfinished);
    try {
      return await work();
    } finally {
      this.unfinished.delete(unfinished);
    }
  }

  private receive(signal: Signal): void {
    if (this.steps > 0 && !this.isAsked) {
      this.isAsked = true;
      this.say('orgstrap: it stops after this step; once more, and it ends now\n');
      return;
    }
    const unknown = this.steps > 0 ? '; the last step above may be done or not, so run this again' : '';
    const notes = [...this.unfinished].map(({ note }) => (note === '' ? '' : `; ${note}`)).join('');
    this.say(`orgstrap: interrupted${unknown}${notes}\n`);
    for (const { takeAway } of [...this.unfinished].reverse()) takeAway();
    this.process.removeAllListeners(signal);
    this.process.kill(this.process.pid, signal);
  }
}
