import type { OldLock, OldState } from '../../aws/old-state';
import { Failure } from '../../domain/failure';
import { isObject, parsedJson } from '../../domain/json';
import { readLock } from '../../domain/state/state-lock';

/** What becomes of the lock in the table when the work is done: kept for ever, it says where the state is now. */
export type TableLock = 'given back' | 'kept';

/** A lock that is held, and what stands in it. */
interface HeldLock {
  readonly lock: OldLock;
  readonly text: string;
}

/**
 * Works on a state where it was before, while nobody else does. The lock in the table is taken first, and kept for ever where the work says so: a
 * version of Terraform that locks in the table alone would otherwise apply, and only then find that it cannot write its state.
 *
 * A lock that the same person left there on the same way, in a run that was killed, is taken for one's own: nothing is written in the old place.
 *
 * @throws Failure `OldStateLocked` where somebody has one of the locks
 */
export async function underOldLocks<Result>(
  { item, object }: OldState,
  text: string,
  work: () => Promise<readonly [Result, TableLock]>,
): Promise<Result> {
  const held: HeldLock[] = [];
  let done: readonly [Result, TableLock];
  try {
    for (const lock of item === undefined ? [object] : [item, object]) {
      const there = await lock.take(text);
      if (!isOwn(there, text)) throw locked(lock, there);
      held.push({ lock, text: there });
    }
    done = await work();
  } catch (error) {
    // What went wrong is what matters; what stays locked is taken again by the next run.
    await giveBack(held).catch(() => undefined);
    throw error;
  }
  const [result, tableLock] = done;
  await giveBack(tableLock === 'kept' ? held.filter(({ lock }) => lock !== item) : held);
  return result;
}

async function giveBack(held: readonly HeldLock[]): Promise<void> {
  for (const { lock, text } of held.toReversed()) await lock.release(text);
}

function isOwn(there: string, text: string): boolean {
  const [found, own] = [parsedJson(there), parsedJson(text)];
  if (!isObject(found) || !isObject(own)) return false;
  return (['Operation', 'Who', 'Info', 'Path'] as const).every((name) => found[name] === own[name]);
}

function locked({ where }: OldLock, text: string): Failure {
  const lock = readLock(text);
  const holder =
    lock === undefined
      ? 'what is there is no lock of Terraform'
      : `${lock.who || 'somebody'} has it for ${lock.operation || 'something'} since ${lock.created || 'some time'}, with the id ${lock.id}`;
  return new Failure(
    'OldStateLocked',
    `the state is locked by ${where}: ${holder}; nothing was done. Wait until that run has ended and run this again; where it is dead, terraform force-unlock with this id, in the folder with the old backend, releases it`,
  );
}
