import type { StateVersions, StoredText } from '../../aws/state-versions';
import { readState } from '../../domain/state/state-file';
import type { StatePlace } from '../../domain/state/state-place';

/** The lineage and the serial that the next state of a workspace goes on from. */
export interface KnownState {
  readonly lineage: string;
  readonly serial: number;
}

/** How many versions are looked at for one that can be read: what is damaged was written once, or a few times by who tried to mend it. */
const MOST_DAMAGED = 20;

/**
 * What is known of the states of a workspace so far: from the one that is there, or where that was deleted or is damaged from the newest
 * that can be read. Undefined where there is none.
 */
export async function knownState(
  states: StateVersions,
  place: StatePlace,
  current: StoredText | undefined,
): Promise<KnownState | undefined> {
  const own = current && stateOf(current.text);
  if (own !== undefined) return own;
  const earlier = (await states.versions(place, place.key)).filter(({ isDeletion }) => !isDeletion);
  for (const { id } of earlier.slice(0, MOST_DAMAGED)) {
    const found = id === current?.version ? undefined : await states.read(place, place.key, id);
    const known = found && stateOf(found.text);
    if (known !== undefined) return known;
  }
  return undefined;
}

function stateOf(text: string): KnownState | undefined {
  const read = readState(text);
  if (read.kind === 'state') return { lineage: read.state.lineage, serial: read.state.serial };
  if (read.kind !== 'encrypted' || read.lineage === undefined || read.serial === undefined) return undefined;
  return { lineage: read.lineage, serial: read.serial };
}
