import { join } from 'node:path';
import { EXIT } from '../../domain/failure';
import { CONFIG, command } from '../command';
import { PROFILE_FORMATS, type ProfileFormat } from './profile-formats';

/**
 * Where the AWS CLI reads profiles.
 *
 * @param home - the home folder of the user
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html
 */
export function awsConfigFile(env: Readonly<Record<string, string | undefined>>, home: string): string {
  const named = env.AWS_CONFIG_FILE;
  if (!named) return join(home, '.aws', 'config');
  return named.replace(/^~(?=\/|$)/, home);
}

interface AwsConfigOptions {
  readonly user: string;
  readonly config: string;
  readonly file?: string;
  readonly print?: true;
  readonly sourceProfile: string;
  readonly format: ProfileFormat;
}

/** `orgstrap people aws-config`: the profiles of a person. */
export const peopleAwsConfigCommand = command<AwsConfigOptions>({
  name: 'aws-config',
  description:
    'Write a profile for every role that a user may become into a block of ~/.aws/config; the rest of the file stays as ' +
    'it is. Asks AWS nothing.',
  statuses: {
    done: 'written',
    failed: 'the file has a profile of that name, or one mark without the other; nothing is written',
    unusable:
      'wrong usage, no such user, people of Identity Center (aws configure sso writes their profiles), or the file cannot be written',
  },
  parameters: {
    user: { syntax: '<user>', description: 'a user of org.yaml' },
    config: CONFIG,
    file: {
      syntax: '-f, --file <file>',
      description: 'where the block goes; $AWS_CONFIG_FILE or ~/.aws/config without it',
    },
    print: {
      syntax: '--print',
      description: 'write the block to stdout, and to no file',
      conflictsWith: 'file',
    },
    sourceProfile: {
      syntax: '--source-profile <name>',
      description: "the profile that holds the user's access key",
      default: 'ops',
    },
    format: {
      syntax: '--format <format>',
      description:
        'config for the AWS CLI, the SDKs, aws-vault and Granted; extend-switch-roles for the browser extension of that ' +
        'name, to stdout without --file',
      choices: PROFILE_FORMATS,
      default: 'config',
    },
  },
  examples: ['orgstrap people aws-config first-developer --config org.yaml'],
  run: async ({ user, config: configFile, file, print, sourceProfile, format }, { io, awsConfigFile }) => {
    const { usableConfig } = await import('../usable-config');
    const { awsConfigText, writeAwsConfig } = await import('./aws-config');
    const config = usableConfig(configFile, io.isColoured);
    const choice = { user, sourceProfile, format };
    const target = file ?? (format === 'config' && print !== true ? awsConfigFile() : undefined);
    if (target === undefined) {
      io.stdout(awsConfigText(config, choice));
    } else {
      writeAwsConfig(config, choice, target);
      io.stdout(`${target}\n`);
    }
    return EXIT.done;
  },
});
