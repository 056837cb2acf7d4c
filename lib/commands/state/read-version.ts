import type { StateVersions, StoredText } from '../../aws/state-versions';
import { EXIT, Failure } from '../../domain/failure';
import { readState, type StateFile } from '../../domain/state/state-file';
import type { StatePlace } from '../../domain/state/state-place';

/**
 * A version of a state.
 *
 * @param version - @default - the current one
 * @throws Failure `UnknownVersion` where there is none
 */
export async function storedVersion(
  states: StateVersions,
  place: StatePlace,
  version: string | undefined,
): Promise<StoredText> {
  const found = await states.read(place, place.key, version);
  if (found !== undefined) return found;
  const what = version === undefined ? 'no current state' : `no version ${version}`;
  throw new Failure(
    'UnknownVersion',
    `there is ${what} of ${place.key} in ${place.bucket}; orgstrap state history ${place.workspace} names the versions that are kept, orgstrap state list the workspaces`,
    EXIT.unusable,
  );
}

/** @throws Failure `Unreadable` where nobody can say what is in it */
export function readableState({ text, version }: StoredText): StateFile {
  const read = readState(text);
  if (read.kind === 'state') return read.state;
  const why =
    read.kind === 'encrypted' ? 'OpenTofu has encrypted it, and its key is not here' : `it is damaged: ${read.how}`;
  throw new Failure('Unreadable', `nobody can say what is in the version ${version}: ${why}`);
}
