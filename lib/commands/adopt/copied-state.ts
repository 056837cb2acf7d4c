import type { StateVersions, StoredText } from '../../aws/state-versions';
import { Failure } from '../../domain/failure';
import { readState, type StateFile, withSerial } from '../../domain/state/state-file';
import type { StatePlace } from '../../domain/state/state-place';
import { written } from '../../estate/states/write-state';

/** What a copy has to say of itself: of what it is the state, and how old it is. */
interface Identity {
  readonly lineage: string;
  readonly serial: number;
  /** How many resources are in it. @default - OpenTofu has encrypted it */
  readonly resources?: number;
}

/** A state that is in the bucket of a pipeline, as it was before. */
export interface CopiedState extends Identity {
  readonly version: string;
  /** What had to be done for it. */
  readonly how: 'written' | 'written over an empty one' | 'written over an older one' | 'there already';
}

/**
 * Makes a text the state of a workspace to the byte, with its lineage and its serial. The caller has the lock.
 *
 * An empty state is written over, as Terraform itself does when it migrates: a job of the pipeline makes one as soon as it selects the workspace.
 *
 * @throws Failure `NoState`, `OtherLineage`, `NewerState`, `StateChanged`, `NotAsWritten`; nothing was written then, but for the last one
 * @see https://developer.hashicorp.com/terraform/cli/commands/init#backend-initialization
 */
export async function copyState(states: StateVersions, place: StatePlace, text: string): Promise<CopiedState> {
  const identity = identityOf(text, 'the old state');
  const there = await states.read(place, place.key);
  const how = there === undefined ? 'written' : howOver(place, text, identity, there);
  if (there !== undefined && how === 'there already') return { ...identity, version: there.version, how };
  return { ...identity, version: await written(states, place, text, there), how };
}

function howOver({ workspace }: StatePlace, text: string, old: Identity, there: StoredText): CopiedState['how'] {
  if (there.text === text) return 'there already';
  const read = readState(there.text);
  if (read.kind === 'state') {
    if (isEmpty(read.state)) return 'written over an empty one';
    // A run of the pipeline that changed nothing may have counted on.
    if (read.state.serial >= old.serial && withSerial(read.state, old.serial) === text) return 'there already';
  }
  const current = identityOf(there.text, `the state of ${workspace} in the bucket of the pipeline`);
  if (current.lineage !== old.lineage) {
    throw new Failure(
      'OtherLineage',
      `the workspace ${workspace} has a state already, with the lineage ${current.lineage}, and the old one has ${old.lineage}: they are of different things; nothing was written. Look at orgstrap state history ${workspace}, and adopt into a workspace or a state (pipelines.NAME.states of org.yaml) of its own`,
    );
  }
  if (current.serial >= old.serial) {
    throw new Failure(
      'NewerState',
      `the workspace ${workspace} has a newer state of the same lineage already, with the serial ${current.serial}, and the old one has ${old.serial}: somebody has applied since it was copied; nothing was written. What was applied in the old place after that has to be seen in terraform plan of the pipeline`,
    );
  }
  return 'written over an older one';
}

function isEmpty({ resources, outputs }: StateFile): boolean {
  return resources.length === 0 && outputs.length === 0;
}

/** @throws Failure `NoState` */
function identityOf(text: string, what: string): Identity {
  const read = readState(text);
  if (read.kind === 'state') {
    const { lineage, serial, resources } = read.state;
    return { lineage, serial, resources: resources.length };
  }
  if (read.kind === 'encrypted' && read.lineage !== undefined && read.serial !== undefined) {
    return { lineage: read.lineage, serial: read.serial };
  }
  const why = read.kind === 'damaged' ? read.how : 'it is encrypted, and has no lineage and no serial';
  throw new Failure(
    'NoState',
    `${what} cannot be taken for a state: ${why}; nothing was written. Terraform below 0.12 wrote what this version does not read: apply it with Terraform 1 in its old place first`,
  );
}
