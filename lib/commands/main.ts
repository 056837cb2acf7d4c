import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { EXIT, type ExitStatus } from '../domain/failure';
import { packageVersion } from '../policies/policies-folder';
import type { Io } from '../terminal/terminal';
import type { CliCommand, CommandContext, CommandGroup } from './command';
import { shownError } from './shown-error';

type Parameter = CliCommand['parameters'][string];

/** Runs a command with what commander read from the command line. */
type Run = (command: CliCommand, given: object) => Promise<void>;

/**
 * Runs the command that the arguments name and returns the exit status for the process. It never ends the process and
 * never throws.
 *
 * `argv` holds the arguments only, without the interpreter and the script.
 */
export async function main(
  argv: readonly string[],
  commands: readonly (CliCommand | CommandGroup)[],
  context: CommandContext,
): Promise<ExitStatus> {
  let status: ExitStatus = EXIT.done;
  const run: Run = async (command, given) => {
    status = await command.run(given, context);
  };
  const program = programOf(context.io, packageVersion());
  for (const command of commands) program.addCommand(inheriting(built(command, run), program));
  try {
    await program.parseAsync(argv, { from: 'user' });
    return status;
  } catch (error) {
    return shown(error, context.io);
  }
}

function programOf(io: Io, version: string): Command {
  return new Command('orgstrap')
    .description('Bootstraps multi-account Terraform on an AWS Organization.')
    .showHelpAfterError('(--help shows the usage)')
    .exitOverride()
    .version(version, '-V, --version', 'show the version')
    .configureOutput({
      writeOut: (text) => io.stdout(text),
      writeErr: (text) => io.stderr(text),
      getOutHasColors: () => false,
      getErrHasColors: () => io.isColoured,
    });
}

/** A command of commands hands the settings on. */
function inheriting(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) inheriting(child, command);
  return command;
}

function built(command: CliCommand | CommandGroup, run: Run): Command {
  const own = new Command(command.name).description(command.description);
  if ('commands' in command) {
    for (const child of command.commands) own.addCommand(built(child, run));
    return own;
  }
  const all = Object.entries(command.parameters);
  const names = all.filter(([, parameter]) => !isOption(parameter)).map(([name]) => name);
  for (const [, parameter] of all) {
    if (isOption(parameter)) own.addOption(optionOf(parameter));
    else own.addArgument(argumentOf(parameter));
  }
  return own.addHelpText('after', examplesText(command)).action(() => {
    const values = names.map((name, at) => [name, own.processedArgs[at]]);
    return run(command, { ...Object.fromEntries(values), ...own.opts() });
  });
}

function isOption({ syntax }: Parameter): boolean {
  return syntax.startsWith('-');
}

function argumentOf({ syntax, description, choices }: Parameter): Argument {
  const argument = new Argument(syntax, description);
  return choices === undefined ? argument : argument.choices(choices);
}

function optionOf(parameter: Parameter): Option {
  const { syntax, description, choices, read, conflictsWith, implies, isRequired } = parameter;
  const option = new Option(syntax, description).makeOptionMandatory(isRequired === true);
  if (parameter.default !== undefined) option.default(parameter.default, parameter.defaultText);
  if (choices !== undefined) option.choices(choices);
  if (conflictsWith !== undefined) option.conflicts(conflictsWith);
  if (implies !== undefined) option.implies({ ...implies });
  if (read === undefined) return option;
  return option.argParser((text) => {
    const value = read.of(text);
    if (value === undefined) throw new InvalidArgumentError(`expected ${read.expected}.`);
    return value;
  });
}

function examplesText({ examples }: CliCommand): string {
  if (examples.length === 0) return '';
  return `\n${examples.length === 1 ? 'Example' : 'Examples'}:\n${examples.map((line) => `  ${line}\n`).join('')}`;
}

function shown(error: unknown, io: Io): ExitStatus {
  // Commander has written its message by now; asked for help, it "fails" with 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.unusable;
  return shownError(error, io);
}
