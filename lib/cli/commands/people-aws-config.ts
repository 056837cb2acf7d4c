import { Command, Option } from 'commander';
import { EXIT } from '../../domain/failure';
import { PROFILE_FORMATS, type ProfileFormat } from '../../operations/people/aws-config-block';
import { awsConfigText, writeAwsConfig } from '../../operations/people/write-aws-config';
import type { CliCommand } from '../command';
import { configOption } from '../options';
import { usableConfig } from '../usable-config';

interface AwsConfigOptions {
  readonly config: string;
  readonly file?: string;
  readonly print?: true;
  readonly sourceProfile: string;
  readonly format: ProfileFormat;
}

/**
 * `orgstrap people aws-config`: the profiles of a person.
 *
 * @param awsConfigFile - where the AWS CLI reads profiles
 */
export function peopleAwsConfigCommand(serviceNames: () => readonly string[], awsConfigFile: () => string): CliCommand {
  return ({ io, finish }) =>
    new Command('aws-config')
      .description(
        'Write a profile for every role that a user may become into a block of ~/.aws/config; the rest of the file stays as ' +
          'it is. Asks AWS nothing.',
      )
      .argument('<user>', 'a user of org.yaml')
      .addOption(configOption())
      .option('-f, --file <file>', 'where the block goes; $AWS_CONFIG_FILE or ~/.aws/config without it')
      .addOption(new Option('--print', 'write the block to stdout, and to no file').conflicts('file'))
      .option('--source-profile <name>', "the profile that holds the user's access key", 'ops')
      .addOption(
        new Option(
          '--format <format>',
          'config for the AWS CLI, the SDKs, aws-vault and Granted; extend-switch-roles for the browser extension of that ' +
            'name, to stdout without --file',
        )
          .choices(PROFILE_FORMATS)
          .default('config'),
      )
      .addHelpText('after', '\nExample:\n  orgstrap people aws-config first-developer --config org.yaml\n')
      .action((user: string, { config: configFile, file, print, sourceProfile, format }: AwsConfigOptions) => {
        const config = usableConfig(configFile, serviceNames, io.isColoured);
        const choice = { user, sourceProfile, format };
        const target = file ?? (format === 'config' && print !== true ? awsConfigFile() : undefined);
        if (target === undefined) {
          io.stdout(awsConfigText(config, choice));
        } else {
          writeAwsConfig(config, choice, target);
          io.stdout(`${target}\n`);
        }
        finish(EXIT.done);
      });
}
