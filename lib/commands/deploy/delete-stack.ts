import type { PlacedStack, ResourceFailure, StackStates } from '../../aws/stack-states';
import type { Clock } from '../../aws/throttle';
import { isHomeRegion } from '../../domain/region';
import { type InstanceAccess, letGoOfSuspended } from './suspended-instances';

/** What came of deleting a stack. */
export interface Deletion {
  readonly stack: string;
  readonly result: 'deleted' | 'was gone' | 'failed' | 'still running';
  /** What would not go. */
  readonly failures: readonly ResourceFailure[];
  /** What stays of its StackSet in suspended accounts. @default - nothing */
  readonly letGo?: readonly string[];
}

/** Between two looks. */
const PAUSE = 3_000;
/** A StackSet of a thousand accounts takes hours; what takes longer goes on without anybody who waits. */
const PATIENCE = 3 * 60 * 60 * 1_000;

/**
 * Deletes a stack, and waits until it is gone; one that is being deleted already is waited for. What its template retains stays. It can be
 * called again after an interruption.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html
 */
export async function deleteStack(
  states: Pick<StackStates, 'find' | 'failures' | 'remove' | 'unprotect'>,
  stack: PlacedStack,
  { now, wait }: Clock,
): Promise<Deletion> {
  const { name } = stack;
  const there = await states.find(stack);
  if (there === undefined) return { stack: name, result: 'was gone', failures: [] };
  if (there.status !== 'DELETE_IN_PROGRESS') {
    if (there.isProtected) await states.unprotect(stack);
    await states.remove(stack);
  }
  const end = now() + PATIENCE;
  for (;;) {
    const state = await states.find(stack, there.id);
    if (state === undefined || state.status === 'DELETE_COMPLETE') {
      return { stack: name, result: 'deleted', failures: [] };
    }
    if (state.status === 'DELETE_FAILED') {
      return { stack: name, result: 'failed', failures: await states.failures(stack) };
    }
    if (now() >= end) return { stack: name, result: 'still running', failures: [] };
    await wait(PAUSE);
  }
}

/** A stack that goes. */
export interface DoomedStack {
  readonly stack: string;
  readonly region: string;
}

/** What it takes to delete stacks. */
export interface DeletionAccess {
  readonly states: Parameters<typeof deleteStack>[0];
  /** Where stacks may have StackSets. @default - none of them has one */
  readonly ofStackSets?: InstanceAccess | undefined;
}

/**
 * Deletes stacks one after the other. One that cannot be deleted keeps those behind it: they may be what it wears.
 *
 * @param tell - told which one goes
 */
export async function deletedInOrder(
  doomed: readonly DoomedStack[],
  { states, ofStackSets }: DeletionAccess,
  clock: Clock,
  tell: (stack: string) => void,
): Promise<readonly Deletion[]> {
  const deletions: Deletion[] = [];
  for (const { stack: name, region } of doomed) {
    if (!isHomeRegion(region)) throw new Error(`${region} is no Region`);
    tell(name);
    const letGo = ofStackSets === undefined ? [] : await letGoOfSuspended(name, ofStackSets);
    const deletion = await deleteStack(states, { name, region }, clock);
    deletions.push({ ...deletion, ...(letGo.length > 0 && { letGo }) });
    if (deletion.result === 'failed' || deletion.result === 'still running') break;
  }
  return deletions;
}
