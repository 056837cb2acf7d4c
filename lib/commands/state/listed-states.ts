import type { StateVersions } from '../../aws/state-versions';
import { STATES_PREFIX } from '../../domain/names';
import { lockKeyOf, placeOfKey, type StateBucketPlace } from '../../domain/state/state-place';

/** A state of a pipeline as it is now. */
export interface ListedState {
  readonly workspace: string;
  /** Where the pipeline has several for a workspace. */
  readonly state?: string;
  readonly written: Date;
  /** In bytes. */
  readonly size: number;
  /** Present where somebody holds its lock. */
  readonly lockedSince?: Date;
}

/** Every state of a bucket; a lock without a state is one that is about to be written, and is left out. */
export async function listedStates(states: StateVersions, bucket: StateBucketPlace): Promise<readonly ListedState[]> {
  const objects = await states.current(bucket, STATES_PREFIX);
  const byKey = new Map(objects.map((object) => [object.key, object]));
  return objects.flatMap(({ key, written, size }) => {
    const place = placeOfKey(bucket, key);
    if (place === undefined) return [];
    const lockedSince = byKey.get(lockKeyOf(place))?.written;
    const { workspace, state } = place;
    return [{ workspace, ...(state !== undefined && { state }), written, size, ...(lockedSince && { lockedSince }) }];
  });
}
