import { EXIT, Failure } from '../domain/failure';

type Signal = 'SIGINT' | 'SIGTERM';

/** The part of `process` that signals come to. */
interface Signalled {
  readonly pid: number;
  on(signal: Signal, listener: () => void): unknown;
  removeAllListeners(signal: Signal): unknown;
  kill(pid: number, signal: Signal): unknown;
}

/**
 * Ctrl-C, and what asks a process to end. A step that must not stay half done is finished first; everything else ends at once, as by
 * the signal itself, which a shell shows as 130. As the signal is not obeyed within synchronous work, no temporary folder stays behind.
 */
export class Interruption {
  private steps = 0;
  private isAsked = false;

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

  private receive(signal: Signal): void {
    if (this.steps > 0 && !this.isAsked) {
      this.isAsked = true;
      this.say('orgstrap: it stops after this step; once more, and it ends now\n');
      return;
    }
    const unknown = this.steps > 0 ? '; the last step above may be done or not, so run this again' : '';
    this.say(`orgstrap: interrupted${unknown}\n`);
    this.process.removeAllListeners(signal);
    this.process.kill(this.process.pid, signal);
  }
}
