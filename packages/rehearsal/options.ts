import { Command, CommanderError } from 'commander';
import { EXIT, type ExitStatus } from '../../lib/domain/failure';
import { drillsText } from './drills/groups';
import { programName } from './machine/project';

export interface Options {
  readonly config: string;
  /** The names of drills or of groups to play in place of the rehearsal, or `true` for all. @default - none */
  readonly drills?: true | readonly string[];
  /** Where the table goes as JSON, besides the terminal. */
  readonly json?: string;
  /** Whether everything stays up after the end, until Ctrl-C. */
  readonly keep: boolean;
  /** Whether a row that was not run makes the rehearsal incomplete. */
  readonly strict: boolean;
  /** The folder of a Terraform configuration that is planned and applied, too. @default - none */
  readonly terraform?: string;
  /** The pipeline that it is for. @default - the only one */
  readonly pipeline?: string;
  /** The state that it is for. @default - the pipeline has one */
  readonly state?: string;
  /** The file with the OUs of the organization. @default - `NAME.tree.json` beside `NAME.yaml`, if it is there */
  readonly tree?: string;
}

/** The options, or the exit status where there is nothing to do: help was asked for, or the usage is wrong. */
export function parseOptions(argv: readonly string[]): Options | ExitStatus {
  const name = programName();
  const program = new Command(name)
    .description('Rehearses the whole bootstrap on an emulated organization on this machine. No AWS account is needed.')
    .option('-c, --config <file>', 'the org.yaml to rehearse', 'org.yaml')
    .option('--drills [names...]', 'play drills instead, all or those of these names or groups; they need no org.yaml')
    .option('--json <file>', 'also write the table as JSON')
    .option('--keep', 'leave everything up at the end, until Ctrl-C', false)
    .option('--strict', 'exit with 3 where something could not be run', false)
    .option('--terraform <folder>', 'also plan and apply a copy of your own Terraform configuration in every workspace')
    .option('--pipeline <name>', 'the pipeline that it is for; needed where there are several')
    .option('--state <name>', 'the state that it is for; needed where the pipeline has several')
    .option(
      '--tree <file>',
      'the OUs of the organization and their accounts; NAME.tree.json beside NAME.yaml, if it is there',
    )
    .addHelpText('after', `\nExamples:\n  ${name} --config org.yaml\n  ${name} --drills life\n`)
    .addHelpText('after', `\nGroups of drills, and what is in each:\n\n${drillsText()}\n`)
    .showHelpAfterError('(--help shows the usage)')
    .allowExcessArguments(false)
    .exitOverride();
  try {
    program.parse([...argv], { from: 'user' });
    return program.opts<Options & Record<string, unknown>>();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.done : EXIT.unusable;
  }
}
