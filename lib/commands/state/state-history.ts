import type { ObjectVersion, StateVersions } from '../../aws/state-versions';
import { type ReadState, readState } from '../../domain/state/state-file';
import { readLock, type StateLock } from '../../domain/state/state-lock';
import { lockKeyOf, type StatePlace } from '../../domain/state/state-place';

/** A version of a state, as far as it can be read. */
export interface StateVersion {
  readonly version: string;
  readonly written: Date;
  /** In bytes. */
  readonly size: number;
  readonly isCurrent: boolean;
  readonly is: 'state' | 'encrypted' | 'damaged' | 'deletion';
  readonly serial?: number;
  readonly lineage?: string;
  /** Why it cannot be read. */
  readonly how?: string;
  /** Whose lock was there when it was written. @default - nobody's that is still known */
  readonly by?: LockHolder;
}

/** Who held a lock, as they said themselves. */
export interface LockHolder {
  /** `USER@MACHINE`, as Terraform writes it. */
  readonly who: string;
  readonly operation: string;
  readonly since: Date;
  /** The runs of CI that may have written it; several where it is not certain which. @default - nobody asked, or none is known */
  readonly runs?: readonly string[];
}

export interface StateHistory {
  /** The newest first. */
  readonly versions: readonly StateVersion[];
  /** How many older ones there are. */
  readonly older: number;
}

/**
 * The versions of a state. Terraform writes a state while it holds its lock, and the bucket keeps the versions of locks, too: the lock that was
 * there tells who wrote.
 *
 * @param limit - how many versions are read
 * @param runsOf - the runs that may have held a lock. @default - nobody asks for them
 */
export async function stateHistory(
  states: StateVersions,
  place: StatePlace,
  limit: number,
  runsOf: RunsOf = () => Promise.resolve([]),
): Promise<StateHistory> {
  const [all, locks] = await Promise.all([states.versions(place, place.key), states.versions(place, lockKeyOf(place))]);
  const read = await Promise.all(all.slice(0, limit).map((version) => described(states, place, version, locks)));
  const versions: StateVersion[] = [];
  // One after the other: CloudTrail answers two questions a second.
  for (const { version, lock } of read) {
    const runs = lock === undefined ? [] : await runsOf(lock);
    versions.push(runs.length > 0 && version.by ? { ...version, by: { ...version.by, runs } } : version);
  }
  return { versions, older: Math.max(0, all.length - limit) };
}

export type RunsOf = (lock: StateLock) => Promise<readonly string[]>;

interface Described {
  readonly version: StateVersion;
  /** Whose holder wrote it. @default - nobody knows */
  readonly lock?: StateLock;
}

async function described(
  states: StateVersions,
  place: StatePlace,
  { id, written, size, isCurrent, isDeletion }: ObjectVersion,
  locks: readonly ObjectVersion[],
): Promise<Described> {
  const own = { version: id, written, size, isCurrent };
  if (isDeletion) return { version: { ...own, is: 'deletion' } };
  const [found, held] = await Promise.all([states.read(place, place.key, id), holderAt(states, place, written, locks)]);
  const read = readState(found?.text ?? '');
  return {
    version: { ...own, ...(held !== undefined && { by: held.by }), ...contentOf(read) },
    ...(held !== undefined && { lock: held.lock }),
  };
}

function contentOf(read: ReadState): Pick<StateVersion, 'is' | 'serial' | 'lineage' | 'how'> {
  switch (read.kind) {
    case 'state':
      return { is: 'state', serial: read.state.serial, lineage: read.state.lineage };
    case 'encrypted': {
      const { serial, lineage } = read;
      return { is: 'encrypted', ...(serial !== undefined && { serial }), ...(lineage && { lineage }) };
    }
    case 'damaged':
      return { is: 'damaged', how: read.how };
  }
}

/** S3 tells seconds, so a lock that came and went in the second of the state counts. */
async function holderAt(
  states: StateVersions,
  place: StatePlace,
  at: Date,
  locks: readonly ObjectVersion[],
): Promise<{ readonly by: LockHolder; readonly lock: StateLock } | undefined> {
  const begun = locks.filter(({ isDeletion, written }) => !isDeletion && written <= at)[0];
  if (begun === undefined) return undefined;
  const isOver = locks.some(({ isDeletion, written }) => isDeletion && written >= begun.written && written < at);
  if (isOver) return undefined;
  const lock = readLock((await states.read(place, lockKeyOf(place), begun.id))?.text ?? '');
  return lock && { by: { who: lock.who, operation: lock.operation, since: begun.written }, lock };
}
