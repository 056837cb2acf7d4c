import { command } from '../command';
import { INCOMPLETE_STATE, SOURCE_IDENTITY_OPTION, UNUSABLE_STATE, WHICH_STATE } from './parameters';
import type { RestoreOptions } from './restore-state.command';

/** `orgstrap state restore`: makes a version of a state the current one, under its lock. */
export const stateRestoreCommand = command<RestoreOptions>({
  name: 'restore',
  description:
    'Make a version of the state of a workspace the current one: under the lock that Terraform takes, with the next serial, and read back afterwards. What it replaces stays as a version. Changes nothing in the account, so the next plan shows what differs.',
  statuses: {
    done: 'the version is the current state',
    failed:
      'nothing was written: somebody holds the lock, the version is damaged or encrypted or of another lineage, or somebody wrote meanwhile; or what was written is not there',
    unusable: `${UNUSABLE_STATE}; no such version; or nobody can be asked and --yes is not there`,
    incomplete: INCOMPLETE_STATE,
  },
  parameters: {
    ...WHICH_STATE,
    versionId: {
      syntax: '--version-id <id>',
      description: 'the version, from orgstrap state history',
      isRequired: true,
    },
    sourceIdentity: SOURCE_IDENTITY_OPTION,
    otherLineage: {
      syntax: '--other-lineage',
      description: 'also where the version began as the state of something else',
    },
    yes: { syntax: '--yes', description: 'do not ask; needed where nobody sits at a terminal' },
  },
  examples: ['orgstrap state restore prod --version-id 3HL4kqtJvjVBH40Nrjfkd'],
  run: async (given, context) => {
    const { restore } = await import('./restore-state.command');
    return restore(given, context);
  },
});
