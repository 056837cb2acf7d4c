import type { OldLock, OldState } from '../../aws/old-state';
import { Failure } from '../../domain/failure';
import { readLock } from '../../domain/state/state-lock';

/** What becomes of the lock in the table when the work is done: kept for ever, it says where the state is now. */
export type TableLock = 'given back' | 'kept';

/**
 * Works on a state where it was before, while nobody else does. The lock in the table is taken first, and kept for ever where the work says so: a
 * version of Terraform that locks in the table alone would otherwise apply, and only then find that it cannot write its state.
 *
 * @throws Failure `OldStateLocked` where somebody has one of the locks
 */
export async function underOldLocks<Result>(
  { item, object }: OldState,
  text: string,
  work: () => Promise<readonly [Result, TableLock]>,
): Promise<Result> {
  const taken: OldLock[] = [];
  let kept: OldLock | undefined;
  try {
    for (const lock of item === undefined ? [object] : [item, object]) {
      const there = await lock.take(text);
      if (there !== text) throw locked(lock, there);
      taken.push(lock);
    }
    const [result, tableLock] = await work();
    if (tableLock === 'kept') kept = item;
    return result;
  } finally {
    for (const lock of taken.toReversed()) if (lock !== kept) await lock.release(text);
  }
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
