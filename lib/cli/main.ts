import { Command, CommanderError } from 'commander';
import picocolors from 'picocolors';
import { EXIT, type ExitStatus, Failure } from '../domain/failure';
import type { CliCommand } from './command';
import type { Io } from './io';

/**
 * Runs the command that the arguments name and returns the exit status for the process. It never ends the process and
 * never throws.
 *
 * `argv` holds the arguments only, without the interpreter and the script.
 */
export async function main(argv: readonly string[], io: Io, commands: readonly CliCommand[]): Promise<ExitStatus> {
  let status: ExitStatus = EXIT.done;
  const finish = (given: ExitStatus) => {
    status = given;
  };
  const program = programOf(io);
  for (const command of commands) program.addCommand(inheriting(command({ io, finish }), program));
  try {
    await program.parseAsync(argv, { from: 'user' });
    return status;
  } catch (error) {
    return shown(error, io);
  }
}

/** A command of commands hands the settings on. */
function inheriting(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) inheriting(child, command);
  return command;
}

function programOf(io: Io): Command {
  return new Command('orgstrap')
    .description('Bootstraps multi-account Terraform on an AWS Organization.')
    .showHelpAfterError('(--help shows the usage)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout(text),
      writeErr: (text) => io.stderr(text),
      getOutHasColors: () => false,
      getErrHasColors: () => io.isColoured,
    });
}

/** A user's mistake is one soft line; a bug keeps its stack. */
function shown(error: unknown, io: Io): ExitStatus {
  // Commander has written its message by now; asked for help, it "fails" with 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.unusable;
  const { red } = picocolors.createColors(io.isColoured);
  if (error instanceof Failure) {
    io.stderr(`${red('orgstrap:')} ${error.message}\n`);
    return error.exitStatus;
  }
  const stack = error instanceof Error ? error.stack : String(error);
  io.stderr(`${red('orgstrap:')} this is a bug in orgstrap\n${stack}\n`);
  return EXIT.failed;
}
