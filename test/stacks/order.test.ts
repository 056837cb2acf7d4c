import { CfnOutput, CfnWaitConditionHandle, Stack } from 'aws-cdk-lib/core';
import { newApp } from '../../lib/stacks/new-app';
import { inOrder, waitFor } from '../../lib/stacks/order';

/** What each stack of an app waits for, by their ids. */
function waitingIn(app: ReturnType<typeof newApp>): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    app
      .synth()
      .stacks.map(({ id, dependencies }) => [
        id,
        dependencies.flatMap((artifact) =>
          artifact.manifest.type === 'aws:cloudformation:stack' ? [artifact.id] : [],
        ),
      ]),
  );
}

function stacksOf(app: ReturnType<typeof newApp>, ids: readonly string[]): readonly Stack[] {
  return ids.map((id) => {
    const stack = new Stack(app, id);
    new CfnWaitConditionHandle(stack, 'Nothing');
    return stack;
  });
}

test('each stack of a step waits for all of the step before it, and a step without stacks is left out', () => {
  const app = newApp();
  const [a, b, c] = ['a', 'b', 'c'].map((id) => stacksOf(app, [id]).concat(stacksOf(app, [`${id}${id}`])));
  expect(inOrder([a ?? [], [], b ?? [], c ?? []])).toBe(c);
  expect(waitingIn(app)).toEqual({ a: [], aa: [], b: ['a', 'aa'], bb: ['a', 'aa'], c: ['b', 'bb'], cc: ['b', 'bb'] });
});

test('what is said of a stack more than once counts once, with all that it names', () => {
  const app = newApp();
  const [a, b, c] = stacksOf(app, ['a', 'b', 'c']);
  if (a === undefined || b === undefined || c === undefined) throw new Error('there are three');
  waitFor([c], [a]);
  waitFor([c], [a, b]);
  expect(waitingIn(app)).toEqual({ a: [], b: [], c: ['a', 'b'] });
});

test('as many ways through the stacks as there are in a hundred steps of two take no time, with what one reads of another', () => {
  const app = newApp();
  const steps = Array.from({ length: 100 }, (_, step) => stacksOf(app, [`left${step}`, `right${step}`]));
  inOrder(steps);
  const [[earlier] = [], [last] = []] = steps.slice(-2);
  if (earlier === undefined || last === undefined) throw new Error('there are a hundred');
  new CfnOutput(last, 'Id', { value: earlier.stackId });
  const waiting = waitingIn(app);
  expect(waiting.left99).toEqual(['left98', 'right98']);
  expect(waiting.left1).toEqual(['left0', 'right0']);
});

test('stacks that wait for each other are refused', () => {
  const app = newApp();
  const [a, b] = stacksOf(app, ['a', 'b']);
  waitFor(
    [a, b].flatMap((stack) => stack ?? []),
    [b, a].flatMap((stack) => stack ?? []),
  );
  expect(() => app.synth()).toThrow(/cyclic/);
});
