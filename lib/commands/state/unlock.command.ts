import { command } from '../command';
import { INCOMPLETE_STATE, SOURCE_IDENTITY_OPTION, UNUSABLE_STATE, WHICH_STATE } from './parameters';
import type { UnlockOptions } from './unlock-state.command';

/** `orgstrap state unlock`: releases a lock that its holder left behind. */
export const stateUnlockCommand = command<UnlockOptions>({
  name: 'unlock',
  description:
    'Release the lock of the state of a workspace that a run left behind: shows who holds it since when, and refuses while that run is alive, where the CI system says so. Releases that one lock, and none that somebody took meanwhile.',
  statuses: {
    done: 'the lock that it showed is gone, or there was none',
    failed: 'the run that holds it is alive, where the CI system says so',
    unusable: `${UNUSABLE_STATE}; or nobody can be asked and --yes is not there`,
    incomplete: INCOMPLETE_STATE,
  },
  parameters: {
    ...WHICH_STATE,
    sourceIdentity: SOURCE_IDENTITY_OPTION,
    yes: { syntax: '--yes', description: 'do not ask; needed where nobody sits at a terminal' },
  },
  examples: ['orgstrap state unlock prod'],
  run: async (given, context) => {
    const { unlock } = await import('./unlock-state.command');
    return unlock(given, context);
  },
});
