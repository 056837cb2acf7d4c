import type { Stack } from 'aws-cdk-lib/core';

/** Makes each of some stacks wait for all of the others. */
export function waitFor(stacks: Iterable<Stack>, others: Iterable<Stack>): void {
  const earlier = [...others];
  for (const stack of stacks) {
    for (const one of earlier) stack.addStackDependency(one);
  }
}

/** Makes every stack of a step wait for all stacks of the step before it, and answers the last step; one without stacks is left out. */
export function inOrder(all: readonly (readonly Stack[])[]): readonly Stack[] {
  const steps = all.filter((step) => step.length > 0);
  steps.forEach((step, index) => {
    waitFor(step, steps[index - 1] ?? []);
  });
  return steps.at(-1) ?? [];
}
