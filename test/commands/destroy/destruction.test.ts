import type { StackState } from '../../../lib/aws/stack-states';
import { stacksToDestroy, stacksToRetire } from '../../../lib/commands/destroy/destruction';
import type { Plan } from '../../../lib/commands/plan/plan';
import type { AssembledStack } from '../../../lib/domain/assembled-app';

const HOME = 'eu-west-1';

function app(...names: readonly string[]): readonly AssembledStack[] {
  return names.map((name) => ({ id: name, name, template: '{}', account: '1', region: HOME, waitsFor: [] }));
}

function states(all: Readonly<Record<string, string>>): readonly StackState[] {
  return Object.entries(all).map(([name, status]) => ({
    name,
    status,
    region: HOME,
    id: name,
    isProtected: false,
    changed: 0,
  }));
}

function plan(all: Readonly<Record<string, 'new' | 'changed' | 'unchanged'>>): Pick<Plan, 'waves'> {
  const waves = Object.entries(all).map(([stack, state]) => ({ stack, state }) as Plan['waves'][number]);
  return { waves };
}

describe('what is emptied first', () => {
  const retired = (status: string, state: 'new' | 'changed' | 'unchanged' = 'changed') =>
    stacksToRetire(app('a'), plan({ a: state }), states({ a: status })).map(({ name }) => name);

  test('are stacks that are there and change', () => {
    expect(retired('CREATE_COMPLETE')).toEqual(['a']);
    expect(retired('UPDATE_ROLLBACK_COMPLETE')).toEqual(['a']);
  });

  test('is nothing that does not change, or that is new', () => {
    expect(retired('CREATE_COMPLETE', 'unchanged')).toEqual([]);
    expect(stacksToRetire(app('a'), plan({ a: 'new' }), [])).toEqual([]);
  });

  test('is nothing that an interrupted run has deleted', () => {
    expect(stacksToRetire(app('a'), plan({ a: 'changed' }), [])).toEqual([]);
  });

  test.each(['DELETE_FAILED', 'ROLLBACK_COMPLETE', 'REVIEW_IN_PROGRESS', 'UPDATE_ROLLBACK_FAILED'])(
    'is nothing that cannot be updated: %s',
    (status) => expect(retired(status)).toEqual([]),
  );
});

describe('what is deleted', () => {
  const names = (
    all: readonly string[],
    left: readonly string[],
    there: Readonly<Record<string, string>>,
  ): readonly string[] =>
    stacksToDestroy(
      app(...all),
      left.map((stack) => ({ stack, region: HOME })),
      states(there),
    ).map(({ stack }) => stack);

  test('goes a deployment backwards, behind what left org.yaml', () => {
    expect(names(['first', 'second'], ['left'], { first: '', second: '', left: '' })).toEqual([
      'left',
      'second',
      'first',
    ]);
  });

  test('is what is there', () => {
    expect(names(['first', 'second'], [], { first: 'DELETE_FAILED' })).toEqual(['first']);
  });

  test('is what nobody knows, too: a creation that failed, of what is no longer in org.yaml', () => {
    expect(names(['first'], [], { first: '', remnant: 'ROLLBACK_COMPLETE' })).toEqual(['remnant', 'first']);
  });

  test('is what left org.yaml in a Region that it does not name any more', () => {
    expect(stacksToDestroy(app('first'), [{ stack: 'left', region: 'us-west-2' }], [])).toEqual([
      { stack: 'left', region: 'us-west-2' },
    ]);
  });
});
