import type { StackState } from '../../aws/stack-states';
import type { AssembledStack } from '../../domain/assembled-app';
import type { DoomedStack } from '../deploy/delete-stack';
import type { Plan } from '../plan/plan';

/** Statuses of stacks that hold something, and can be updated. */
const UPDATABLE: ReadonlySet<string> = new Set([
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
  'IMPORT_COMPLETE',
  'IMPORT_ROLLBACK_COMPLETE',
]);

/**
 * The stacks that are emptied before anything is deleted: those that are there and still let somebody in. What an interrupted run has
 * deleted already is not made again, and what cannot be updated is deleted as it is.
 */
export function stacksToRetire(
  app: readonly AssembledStack[],
  { waves }: Pick<Plan, 'waves'>,
  states: readonly StackState[],
): readonly AssembledStack[] {
  return app.filter(
    ({ name, region }) =>
      waves.some(({ stack, state }) => stack === name && state === 'changed') &&
      states.some((state) => state.name === name && state.region === region && UPDATABLE.has(state.status)),
  );
}

/**
 * The stacks that are deleted, in their order: what left `org.yaml` first, then a deployment backwards, so that nothing goes that something
 * else reads or wears.
 *
 * @param app - every stack of the account in the order of a deployment
 * @param left - in the order in which they can be deleted
 * @param states - of every stack of orgstrap that is there
 */
export function stacksToDestroy(
  app: readonly AssembledStack[],
  left: readonly DoomedStack[],
  states: readonly StackState[],
): readonly DoomedStack[] {
  const there = states.map(({ name, region }) => ({ stack: name, region }));
  const isOf = (one: DoomedStack) => (other: DoomedStack) => one.stack === other.stack && one.region === other.region;
  const backwards = [...app].reverse().map(({ name, region }) => ({ stack: name, region }));
  const known = [...left.map(({ stack, region }) => ({ stack, region })), ...backwards];
  const unknown = there.filter((stack) => !known.some(isOf(stack)));
  return [...unknown, ...known].filter((stack) => there.some(isOf(stack)) || left.some(isOf(stack)));
}
