import type { StateVersions } from '../../aws/state-versions';
import { EXIT, Failure } from '../../domain/failure';
import { readLock } from '../../domain/state/state-lock';
import { lockKeyOf, type StatePlace } from '../../domain/state/state-place';

/** Who takes a lock, and for what. */
export interface Locker {
  /** Nobody else's lock has it. */
  readonly id: string;
  readonly who: string;
  /** As the lock calls it: Terraform's are called `OperationTypeApply` and the like. */
  readonly operation: string;
  readonly now: Date;
}

/**
 * Works on a state while nobody else does: takes the lock that Terraform takes, in the same way, and gives it back whatever happens. Its
 * caller sees to it that an interruption waits.
 *
 * @throws Failure `StateLocked` where somebody has it; `LockNotReturned` where the work is done and the lock is still there
 * @see https://developer.hashicorp.com/terraform/language/backend/s3#state-locking
 */
export async function underLock<Result>(
  states: StateVersions,
  place: StatePlace,
  locker: Locker,
  work: () => Promise<Result>,
): Promise<Result> {
  const tag = await takeLock(states, place, locker);
  let result: Result;
  try {
    result = await work();
  } catch (error) {
    // What went wrong with the work is what matters.
    await giveBack(states, place, locker, tag).catch(() => undefined);
    throw error;
  }
  await giveBack(states, place, locker, tag);
  return result;
}

/** @returns the tag of the lock */
async function takeLock(states: StateVersions, place: StatePlace, locker: Locker): Promise<string> {
  const key = lockKeyOf(place);
  await states.write(place, key, lockText(locker, `${place.bucket}/${place.key}`), undefined);
  // Written or not, and also where the answer was lost: whose it is stands in it.
  const found = await states.read(place, key);
  if (found === undefined) {
    throw new Failure(
      'StateLocked',
      `somebody locked the state of ${place.workspace} and released it in the same moment; run this again`,
      EXIT.incomplete,
    );
  }
  const lock = readLock(found.text);
  if (lock?.id === locker.id) return found.tag;
  const holder = lock === undefined ? 'by what is no lock of Terraform' : `by ${lock.who || 'somebody'}`;
  throw new Failure(
    'StateLocked',
    `the state of ${place.workspace} is locked ${holder} since ${found.written.toISOString()}; wait until that run has ended, or see with orgstrap state unlock ${place.workspace} whether it is still alive`,
  );
}

async function giveBack(states: StateVersions, place: StatePlace, { id }: Locker, tag: string): Promise<void> {
  const key = lockKeyOf(place);
  if (await states.remove(place, key, tag)) return;
  // It went in spite of that where the answer was lost, or where somebody released it.
  const found = await states.read(place, key);
  if (found === undefined || readLock(found.text)?.id !== id) return;
  throw new Failure(
    'LockNotReturned',
    `the state of ${place.workspace} is written, but the lock that this run took is still there; orgstrap state unlock ${place.workspace} releases it`,
  );
}

/** What Terraform shows to who finds the lock. @param path - the bucket and the key of the state */
export function lockText({ id, who, operation, now }: Locker, path: string, info = ''): string {
  return JSON.stringify({
    ID: id,
    Operation: operation,
    Info: info,
    Who: who,
    Version: '',
    Created: now.toISOString(),
    Path: path,
  });
}
