import type { Observer } from './ledger';
import { cut } from './wrapped';

/** How often the seconds go on. */
const TICK_MS = 1_000;

/** What is being done, and for how long, in one line that takes the place of the one before; `finish` takes it away. */
export class LiveLine implements Observer {
  private readonly start: number;
  private readonly ticking: NodeJS.Timeout;
  private done = 0;
  private now: { readonly what: string; readonly since: number };

  /**
   * @param write - shows a line in place of the one before
   * @param width - how many characters may be in it
   * @param clock - in milliseconds
   */
  constructor(
    private readonly write: (line: string) => void,
    private readonly width: number,
    private readonly clock: () => number = () => performance.now(),
  ) {
    this.start = clock();
    this.now = { what: 'looks for Python, Terraform and the AWS CLI', since: this.start };
    this.ticking = setInterval(() => this.show(), TICK_MS).unref();
    this.show();
  }

  begin(claim: string): void {
    this.now = { what: claim, since: this.clock() };
    this.show();
  }

  end(): void {
    this.done++;
  }

  close(): void {
    this.show();
  }

  finish(): void {
    clearInterval(this.ticking);
    this.write('');
  }

  private show(): void {
    const before = `${this.secondsSince(this.start)}  ${this.done} done  `;
    const after = `  ${this.secondsSince(this.now.since)}`;
    this.write(`${before}${cut(this.now.what, Math.max(1, this.width - before.length - after.length))}${after}`);
  }

  private secondsSince(start: number): string {
    return `${Math.floor((this.clock() - start) / 1000)} s`;
  }
}
