/** Runs tasks side by side, but never more than a number of them: the others wait for their turn. */
export class AtMost {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly count: number) {}

  async run<Value>(task: () => Promise<Value>): Promise<Value> {
    if (this.running >= this.count) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.running++;
    try {
      return await task();
    } finally {
      this.running--;
      this.waiting.shift()?.();
    }
  }
}
