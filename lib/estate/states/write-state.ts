import type { StateVersions, StoredText } from '../../aws/state-versions';
import { EXIT, Failure } from '../../domain/failure';
import { readState, type StateFile, withSerial } from '../../domain/state/state-file';
import type { StatePlace } from '../../domain/state/state-place';
import { type KnownState, knownState } from './known-state';
import { type Locker, underLock } from './state-lock';

export interface WriteOptions {
  readonly locker: Locker;
  /** Whether the state may be of another lineage than those that the workspace has so far. */
  readonly otherLineage: boolean;
}

/** A state that was written. */
export interface WrittenState {
  readonly version: string;
  readonly serial: number;
  /** What it replaced, which is kept as a version. @default - there was nothing */
  readonly replaced?: string;
}

/**
 * Makes a text the state of a workspace: under its lock, with the serial after the one that is there, and read back afterwards. What it
 * replaces stays as a version.
 *
 * @throws Failure `NoState` where the text is no state whose serial can be written; `StateLocked`; `OtherLineage`; `StateChanged` where
 *   somebody wrote without the lock; `NotAsWritten`
 */
export async function writeState(
  states: StateVersions,
  place: StatePlace,
  text: string,
  { locker, otherLineage }: WriteOptions,
): Promise<WrittenState> {
  const state = stateToWrite(text);
  return await underLock(states, place, locker, async () => {
    const current = await states.read(place, place.key);
    const known = await knownState(states, place, current);
    if (!otherLineage) refuseOtherLineage(place, state, known);
    const serial = Math.max(state.serial, known?.serial ?? state.serial) + 1;
    const version = await written(states, place, withSerial(state, serial), current);
    return { version, serial, ...(current !== undefined && { replaced: current.version }) };
  });
}

/** @throws Failure `NoState` where a text is no state whose serial can be written. */
export function stateToWrite(text: string): StateFile {
  const read = readState(text);
  if (read.kind === 'state') return read.state;
  const why =
    read.kind === 'encrypted'
      ? 'OpenTofu has encrypted it, so that its serial cannot be changed here: export it, and push it with tofu state push'
      : `it is damaged: ${read.how}; take another version`;
  throw new Failure('NoState', `this state cannot be written: ${why}`);
}

function refuseOtherLineage(place: StatePlace, { lineage }: StateFile, known: KnownState | undefined): void {
  if (known === undefined || known.lineage === lineage) return;
  throw new Failure(
    'OtherLineage',
    `the state has the lineage ${lineage}, and the workspace ${place.workspace} has ${known.lineage}: it began as the state of something else; nothing was written. Where that is meant, add --other-lineage`,
    EXIT.failed,
  );
}

/**
 * Makes a text the current version, and reads it back. The caller has the lock.
 *
 * @param current - what it replaces
 * @returns the id of the version
 * @throws Failure `StateChanged`, `NotAsWritten`
 */
export async function written(
  states: StateVersions,
  place: StatePlace,
  text: string,
  current: StoredText | undefined,
): Promise<string> {
  const version = await states.write(place, place.key, text, current?.tag);
  const there = await states.read(place, place.key);
  // Where the answer was lost and the call repeated, S3 refuses what it has done before.
  if (there?.text === text) return there.version;
  if (version === undefined) {
    throw new Failure(
      'StateChanged',
      `somebody wrote the state of ${place.workspace} meanwhile, without its lock; nothing was written; look at orgstrap state history ${place.workspace}, and run this again`,
    );
  }
  throw new Failure(
    'NotAsWritten',
    `the state of ${place.workspace} is not what was written as the version ${version}; look at orgstrap state history ${place.workspace}`,
  );
}
