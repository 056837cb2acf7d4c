import type { Stack } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';

/**
 * What waits for what in an app. The stacks are told when the app is validated, which is after the CDK has found out which of them
 * read what another one has, and before it writes down their order.
 *
 * The CDK follows every path from a stack whenever something is to wait for it, to find cycles, and paths multiply where environments wait
 * for several others: twenty took minutes. A stack that waits for nothing has no path, so those that wait are told before those that they
 * wait for.
 */
class Order extends Construct {
  private readonly waiting = new Map<Stack, Set<Stack>>();

  private constructor(root: IConstruct) {
    super(root, ID);
    this.node.addValidation({
      validate: () => {
        this.tellStacks();
        return [];
      },
    });
  }

  static of({ node: { root } }: Stack): Order {
    const there = root.node.tryFindChild(ID);
    return there instanceof Order ? there : new Order(root);
  }

  note(stack: Stack, others: readonly Stack[]): void {
    this.waiting.set(stack, new Set([...(this.waiting.get(stack) ?? []), ...others]));
  }

  private tellStacks(): void {
    for (const stack of this.waitingFirst()) {
      for (const other of this.waiting.get(stack) ?? []) stack.addStackDependency(other);
    }
    this.waiting.clear();
  }

  /** Every stack before those that it waits for. In a cycle some are not, and the CDK says so. */
  private waitingFirst(): readonly Stack[] {
    const seen = new Set<Stack>();
    const othersFirst: Stack[] = [];
    const visit = (stack: Stack): void => {
      if (seen.has(stack)) return;
      seen.add(stack);
      for (const other of this.waiting.get(stack) ?? []) visit(other);
      othersFirst.push(stack);
    };
    for (const stack of this.waiting.keys()) visit(stack);
    return othersFirst.reverse();
  }
}

const ID = 'Order';

/** Makes each of some stacks wait for all of the others when the app is synthesised. */
export function waitFor(stacks: Iterable<Stack>, others: Iterable<Stack>): void {
  const earlier = [...others];
  for (const stack of stacks) Order.of(stack).note(stack, earlier);
}

/** Makes every stack of a step wait for all stacks of the step before it, and answers the last step; one without stacks is left out. */
export function inOrder(all: readonly (readonly Stack[])[]): readonly Stack[] {
  const steps = all.filter((step) => step.length > 0);
  steps.forEach((step, index) => {
    waitFor(step, steps[index - 1] ?? []);
  });
  return steps.at(-1) ?? [];
}
