import { ACCESSES } from '../../domain/ci-identity';
import { EXIT } from '../../domain/failure';
import { CONFIG, type CommandGroup, command, JSON_RESULT } from '../command';
import type { RotateOptions } from './rotate-keys.command';

/** `orgstrap key rotate`: a new access key for a CI user; interrupted anywhere, CI has a key that works, and a rerun goes on. */
const keyRotateCommand = command<RotateOptions>({
  name: 'rotate',
  description:
    'Give the CI users of a pipeline new access keys: make one, keep it in Secrets Manager, try it out, hand it to the ' +
    'CI system, deactivate the one before it. Run again, it finishes what was interrupted, or deletes the key that ' +
    'is inactive and rotates anew.',
  statuses: {
    done: 'CI holds the new key; or the rotation before was finished; or there is nothing to do yet',
    failed:
      'the key waits for somebody, the command of --exec failed, the key does not work, or only a person knows which of two keys CI holds',
    unusable: 'wrong usage, no such pipeline, no operators, or AWS refuses the operator role',
    incomplete: 'no usable credentials, or AWS cannot be reached',
  },
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
    const { rotateKeys } = await import('./rotate-keys.command');
    return rotateKeys(given, context);
  },
});

function hours(text: string): number | undefined {
  const value = Number(text);
  return /^\d+$/.test(text) && Number.isSafeInteger(value) ? value : undefined;
}

interface StatusOptions {
  readonly pipeline?: string;
  readonly config: string;
  readonly json?: true;
}

/** `orgstrap key status`: how old the keys of CI users are, and which are in use; a finding ends with 1. */
const keyStatusCommand = command<StatusOptions>({
  name: 'status',
  description:
    'Show the access keys of CI users: their age, their last use, which one CI holds. Ends with 1 where a key is older ' +
    'than 90 days or unused for as long, where there is none, and where there are two; with 3 where that could not be seen. Reads no secret, and changes nothing.',
  statuses: {
    done: 'every user has one active key, younger and used within 90 days',
    failed:
      'it found something: a user without an active key, two active keys, a key older than 90 days or unused for as long, one that waits for CI, one that was made by hand',
    unusable: 'wrong usage, no such pipeline, no operators, or AWS refuses the auditor role',
    incomplete: 'no usable credentials, AWS cannot be reached, or a user could not be seen',
  },
  parameters: {
    pipeline: { syntax: '[pipeline]', description: 'one pipeline; all of them without it' },
    config: CONFIG,
    json: JSON_RESULT,
  },
  examples: ['orgstrap key status --config org.yaml'],
  run: async ({ pipeline, config: file, json }, { io, now, keyAccess }) => {
    const { usableConfig } = await import('../usable-config');
    const { AUDITOR_ROLE } = await import('../../domain/names');
    const { ciUsers } = await import('./ci-user');
    const { keyReport } = await import('./status');
    const { reportsJson, reportsStatus, reportsText } = await import('./key.text');
    const config = usableConfig(file, io.isColoured);
    const users = ciUsers(config, pipeline);
    const aws = users.length === 0 ? undefined : await keyAccess(config, AUDITOR_ROLE);
    const reports = aws === undefined ? [] : await Promise.all(users.map((user) => keyReport(user, aws, now())));
    io.stdout(json ? reportsJson(reports) : reportsText(reports));
    return reportsStatus(reports);
  },
});

interface DeleteOptions {
  readonly pipeline: string;
  readonly config: string;
  readonly dryRun?: true;
}

/** `orgstrap key delete`: takes the access keys of CI users away, before a deployment deletes the users. */
const keyDeleteCommand = command<DeleteOptions>({
  name: 'delete',
  description:
    'Delete every access key of the CI users of a pipeline, and make none in their place: before a deployment deletes the users, ' +
    'because the pipeline is retired or gets tokens. From then on its CI cannot sign in. Run again, it finishes.',
  statuses: {
    done: 'no key is left',
    failed: 'a key could not be deleted',
    unusable: 'wrong usage, no such pipeline, no operators, or AWS refuses the operator role',
    incomplete: 'no usable credentials, or AWS cannot be reached',
  },
  parameters: {
    pipeline: {
      syntax: '<pipeline>',
      description: 'a pipeline of the configuration, retired or with tokens already, too',
    },
    config: CONFIG,
    dryRun: { syntax: '--dry-run', description: 'say what would be done, and change nothing' },
  },
  examples: ['orgstrap key delete delivery --dry-run', 'orgstrap key delete delivery'],
  run: async ({ pipeline, config: file, dryRun }, { io, keyAccess, uninterrupted }) => {
    const { usableConfig } = await import('../usable-config');
    const { OPERATOR_ROLE } = await import('../../domain/names');
    const { deletableUsers } = await import('./deletable-users');
    const { deletedText } = await import('./key.text');
    const config = usableConfig(file, io.isColoured);
    const users = deletableUsers(config, pipeline);
    const { keys } = await keyAccess(config, OPERATOR_ROLE);
    for (const user of users) {
      const found = await keys.list(user);
      const ids = found.map(({ id }) => id);
      await uninterrupted(async () => {
        if (dryRun !== true) for (const id of ids) await keys.delete(user, id);
        io.stdout(deletedText(user, ids, dryRun === true));
      });
    }
    return EXIT.done;
  },
});

/** `orgstrap key`: the access keys of CI systems that cannot prove who they are with a token. */
export const keyCommand: CommandGroup = {
  name: 'key',
  description: 'See to the access keys of CI users, through the operator role and the auditor role.',
  commands: [keyRotateCommand, keyStatusCommand, keyDeleteCommand],
};
