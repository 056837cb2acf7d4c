import { Command } from 'commander';
import { EXIT } from '../../domain/failure';
import { AUDITOR_ROLE } from '../../domain/names';
import { ciUsers } from '../../operations/key/ci-user';
import { keyReport } from '../../operations/key/status';
import type { CliCommand } from '../command';
import { reportsJson, reportsText } from '../key-text';
import { configOption } from '../options';
import { usableConfig } from '../usable-config';
import type { KeyRotating } from './key-rotate';

interface StatusOptions {
  readonly config: string;
  readonly json?: true;
}

/** `orgstrap key status`: how old the keys of CI users are, and which are in use; a finding ends with 1. */
export function keyStatusCommand(
  serviceNames: () => readonly string[],
  { connect, now }: Pick<KeyRotating, 'connect' | 'now'>,
): CliCommand {
  return ({ io, finish }) =>
    new Command('status')
      .description(
        'Show the access keys of CI users: their age, their last use, which one CI holds. Ends with 1 where a key is older ' +
          'than 90 days or unused for as long, where there is none, and where there are two. Reads no secret, and changes nothing.',
      )
      .argument('[pipeline]', 'one pipeline; all of them without it')
      .addOption(configOption())
      .option('--json', 'write the result to stdout as JSON')
      .addHelpText('after', '\nExample:\n  orgstrap key status --config org.yaml\n')
      .action(async (pipeline: string | undefined, { config: file, json }: StatusOptions) => {
        const config = usableConfig(file, serviceNames, io.isColoured);
        const users = ciUsers(config, pipeline);
        const aws = users.length === 0 ? undefined : await connect(config, AUDITOR_ROLE);
        const reports = aws === undefined ? [] : await Promise.all(users.map((user) => keyReport(user, aws, now())));
        io.stdout(json ? reportsJson(reports) : reportsText(reports));
        finish(reports.some(({ findings }) => findings.length > 0) ? EXIT.failed : EXIT.done);
      });
}
