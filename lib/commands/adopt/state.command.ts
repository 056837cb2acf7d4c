import { command } from '../command';
import { SOURCE_IDENTITY_OPTION, UNUSABLE_STATE, WHICH_STATE } from '../state/parameters';
import type { AdoptStateOptions } from './adopt-state-options';

/** `orgstrap adopt state`: copies a state from where it was into the bucket of a pipeline. */
export const adoptStateCommand = command<AdoptStateOptions>({
  name: 'state',
  description:
    'Copy a state from another bucket into that of a pipeline, to the byte: under the locks of both places, with its lineage and serial, and read back afterwards. Deletes nothing of the old one. Run again, it goes on, or says that all is there.',
  statuses: {
    done: 'the state is in the bucket of the pipeline; with --make-read-only, nobody writes the old one any more',
    failed:
      'nothing was written: somebody holds a lock, the old state is damaged or not the one that the lock table knows, or the workspace has a state of another lineage or a newer one; or what was written is not there',
    unusable: `${UNUSABLE_STATE}; AWS refuses something in the old place; or nobody can be asked and --yes is not there`,
    incomplete: 'no usable credentials, or AWS cannot be reached',
  },
  parameters: {
    ...WHICH_STATE,
    from: {
      syntax: '--from <address>',
      description:
        'where the state is: s3://BUCKET/KEY; of a workspace other than default, the key begins with env:/WORKSPACE/',
      isRequired: true,
    },
    region: {
      syntax: '--region <region>',
      description: 'of the old bucket and its lock table; without it the home Region',
    },
    lockTable: {
      syntax: '--lock-table <name>',
      description: 'the DynamoDB table of the old backend (dynamodb_table), where it has one',
    },
    profile: {
      syntax: '--profile <name>',
      description:
        'a profile of the AWS CLI for the old place, of somebody who applies there; without it the credentials at hand',
    },
    makeReadOnly: {
      syntax: '--make-read-only',
      description:
        'afterwards add statements to the policy of the old bucket by which nobody writes, deletes or locks the old state, and keep its lock in the table',
    },
    sourceIdentity: SOURCE_IDENTITY_OPTION,
    yes: { syntax: '--yes', description: 'do not ask; needed where nobody sits at a terminal' },
  },
  examples: [
    'orgstrap adopt state dev --from s3://acme-terraform/network/dev.tfstate --lock-table terraform-locks --profile old',
    'orgstrap adopt state prod --from s3://acme-terraform/env:/prod/network.tfstate --make-read-only',
  ],
  run: async (given, context) => {
    const { runAdoptState } = await import('./adopt-state.command');
    return runAdoptState(given, context);
  },
});
