import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { EXIT, type ExitStatus } from '../../lib/domain/failure';
import type { Io } from '../../lib/terminal/terminal';
import { drillsText } from './drills/groups';
import { programName } from './machine/project';
import { isReportFile, REPORT_ENDINGS } from './report/present';
import { COLUMNS } from './report/wrapped';

export interface Options {
  readonly config: string;
  /** The names of drills or of groups to play in place of the rehearsal, or `true` for all. @default - none */
  readonly drills?: true | readonly string[];
  /** Where the table goes as JSON, besides the terminal. */
  readonly json?: string;
  /** Whether everything stays up after the end, until Ctrl-C. */
  readonly keep: boolean;
  /** Where all details go, for people to read. @default - nowhere */
  readonly report?: string;
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
  /** Whether each claim is printed, in place of the summary. */
  readonly verbose: boolean;
}

function examplesOf(name: string): string {
  return `
Examples:
  ${name} --config org.yaml
  ${name} --config org.yaml --report rehearsal.html
  ${name} --drills life
`;
}

/** The options, or the exit status where there is nothing to do: help was asked for, or the usage is wrong. */
export function parseOptions(argv: readonly string[], io: Io): Options | ExitStatus {
  const name = programName();
  const program = new Command(name)
    .description('Rehearses the whole bootstrap on an emulated organization on this machine. No AWS account is needed.')
    .option('-c, --config <file>', 'the org.yaml to rehearse', 'org.yaml')
    .option('--drills [names...]', 'play drills instead, all or those of these names or groups; they need no org.yaml')
    .option('--json <file>', 'also write every claim as JSON')
    .option('--keep', 'leave everything up at the end, until Ctrl-C', false)
    .option('--report <file>', `also write all details, into a file that ends with ${REPORT_ENDINGS}`, reportFile)
    .option('--strict', 'exit with 3 where something could not be run', false)
    .option('--terraform <folder>', 'also plan and apply a copy of your own Terraform configuration in every workspace')
    .option('--pipeline <name>', 'the pipeline that it is for; needed where there are several')
    .option('--state <name>', 'the state that it is for; needed where the pipeline has several')
    .option(
      '--tree <file>',
      'the OUs of the organization and their accounts; NAME.tree.json beside NAME.yaml, if it is there',
    )
    .option('--verbose', 'print each claim with its evidence, in place of the summary', false)
    .addHelpText('after', examplesOf(name))
    .addHelpText('after', `\nGroups of drills, and what is in each:\n\n${drillsText()}\n`)
    .showHelpAfterError('(--help shows the usage)')
    .allowExcessArguments(false)
    .configureOutput({
      writeOut: (text) => io.stdout(text),
      writeErr: (text) => io.stderr(text),
      getOutHelpWidth: () => COLUMNS,
      getOutHasColors: () => false,
      getErrHasColors: () => io.isColoured,
    })
    .exitOverride();
  try {
    program.parse([...argv], { from: 'user' });
    return program.opts<Options & Record<string, unknown>>();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.done : EXIT.unusable;
  }
}

function reportFile(file: string): string {
  if (isReportFile(file)) return file;
  throw new InvalidArgumentError(`expected a file that ends with ${REPORT_ENDINGS}.`);
}
