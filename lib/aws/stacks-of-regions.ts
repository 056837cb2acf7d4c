import type { StackSummary, Stacks } from './stacks';

/** The stacks of one account in several Regions. No name is in two: what is not in the home Region has its Region in it. */
export class StacksOfRegions implements Stacks {
  private readonly places = new Map<string, Stacks>();

  /** @param regions - the stacks of each Region */
  constructor(private readonly regions: readonly Stacks[]) {}

  async list(): Promise<readonly StackSummary[]> {
    const found = await Promise.all(
      this.regions.map(async (stacks) => {
        const summaries = await stacks.list();
        for (const { name } of summaries) this.places.set(name, stacks);
        return summaries;
      }),
    );
    return found.flat();
  }

  /** @throws Error where it was not listed before: nothing tells in which Region it is */
  async template(name: string): Promise<string> {
    const stacks = this.places.get(name);
    if (stacks === undefined) throw new Error(`nobody listed the stack ${name}`);
    return await stacks.template(name);
  }
}
