import { ACCESSES } from '../../domain/access';
import { command } from '../command';
import { CONFIG } from '../options';
import type { RotateOptions } from '../rotate-keys';

/** `orgstrap key rotate`: a new access key for a CI user; interrupted anywhere, CI has a key that works, and a rerun goes on. */
export const keyRotateCommand = command<RotateOptions>({
  name: 'rotate',
  description:
    'Give the CI users of a pipeline new access keys: make one, keep it in Secrets Manager, try it out, hand it to the ' +
    'CI system, deactivate the one before it. Run again, it finishes what was interrupted, or deletes the key that ' +
    'is inactive and rotates anew.',
  parameters: {
    pipeline: { syntax: '<pipeline>', description: 'a pipeline of the configuration with an iamUser' },
    config: CONFIG,
    access: {
      syntax: '--access <which>',
      description: 'whose key',
      choices: [...ACCESSES, 'both'],
      default: 'both',
    },
    exec: {
      syntax: '--exec <command>',
      description:
        'gives a key to the CI system: a command for the shell, which finds it in its environment as ORGSTRAP_ACCESS_KEY_ID and ORGSTRAP_SECRET_ACCESS_KEY, and as JSON on its standard input; it is never an argument',
      conflictsWith: 'handedOver',
    },
    handedOver: {
      syntax: '--handed-over',
      description: 'the CI system was given the key that waits in Secrets Manager',
    },
    grace: {
      syntax: '--grace <hours>',
      description: 'how long the inactive key is kept before a rotation deletes it',
      read: { expected: 'whole hours', of: hours },
      default: 24,
    },
    dryRun: { syntax: '--dry-run', description: 'say what would be done, and change nothing' },
  },
  examples: [
    "orgstrap key rotate delivery --access plan --exec 'printenv ORGSTRAP_SECRET_ACCESS_KEY | gh secret set AWS_SECRET_ACCESS_KEY_PLAN'",
    'orgstrap key rotate delivery --dry-run',
  ],
  run: async (given, context) => {
    const { rotateKeys } = await import('../rotate-keys');
    return rotateKeys(given, context);
  },
});

function hours(text: string): number | undefined {
  const value = Number(text);
  return /^\d+$/.test(text) && Number.isSafeInteger(value) ? value : undefined;
}
