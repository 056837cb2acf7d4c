import type { StoredText } from '../../aws/state-versions';
import { EXIT, type ExitStatus, Failure } from '../../domain/failure';
import { readLock } from '../../domain/state/state-lock';
import { lockKeyOf, type StatePlace } from '../../domain/state/state-place';
import type { CommandContext } from '../command';
import { usableConfig } from '../usable-config';
import { chosenPipeline, chosenPlace } from './chosen-place';
import { confirmed } from './confirmed';
import { type LockRuns, runsOfLock } from './lock-run';
import type { StateOptions } from './parameters';
import { lockText, runsText, unlockedText } from './unlock.text';

export interface UnlockOptions extends StateOptions {
  readonly yes?: true;
}

/** Deletes the lock that it showed, as long as that is still the one that is there. */
export async function unlock(options: UnlockOptions, context: CommandContext): Promise<ExitStatus> {
  const { io, stateAccess, uninterrupted } = context;
  const config = usableConfig(options.config, io.isColoured);
  const place = chosenPlace(config, options);
  const { states } = await stateAccess(config, options.sourceIdentity);
  const key = lockKeyOf(place);
  const found = await states.read(place, key);
  if (found === undefined) {
    io.stdout(`nobody holds the lock of ${place.workspace}\n`);
    return EXIT.done;
  }
  const lock = readLock(found.text);
  io.stderr(lockText(place, found.written, lock));
  const { ciRuns, eventHistoryAccess } = context;
  const { name } = chosenPipeline(config, options.pipeline);
  const runs = await runsOfLock(config, name, place, lock, { ciRuns, eventHistory: () => eventHistoryAccess(config) });
  io.stderr(runsText(runs));
  refuseWhileAlive(place, runs);
  await confirmed(context, `Release the lock of ${place.workspace}?`, options.yes === true);
  await uninterrupted(async () => {
    if (!(await states.remove(place, key, found.tag)) && isStill(found, await states.read(place, key))) {
      throw new Failure(
        'LockNotReleased',
        `the lock of ${place.workspace} is still there; run this again`,
        EXIT.incomplete,
      );
    }
    io.stdout(unlockedText(place, found.version));
  });
  return EXIT.done;
}

/** Whether it is the lock that was shown: another one is a new run's, and none of ours to release. */
function isStill(shown: StoredText, there: StoredText | undefined): boolean {
  return there?.version === shown.version;
}

/** The state of a run that goes on is its own; whoever knows better ends it in the CI system. */
function refuseWhileAlive({ workspace }: StatePlace, { runs }: LockRuns): void {
  const alive = runs.filter(({ state }) => state.kind === 'alive').map(({ run }) => run);
  if (alive.length === 0) return;
  throw new Failure(
    'RunAlive',
    `the lock of ${workspace} was not released: ${alive.join(' and ')} may hold it, and goes on; wait until that has ended, or cancel it in the CI system, and run this again`,
  );
}
