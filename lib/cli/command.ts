import type { Command } from 'commander';
import type { ExitStatus } from '../domain/failure';
import type { Io } from './io';

/** What the roof of the CLI gives to every command. */
interface Roof {
  readonly io: Io;
  /** Takes the exit status that a command ends with. */
  finish(status: ExitStatus): void;
}

/**
 * A command of the CLI: builds its commander command, whose action ends with `roof.finish`.
 *
 * What a user can cause is thrown as a `Failure`; the roof shows it in one line and takes its exit status.
 */
export type CliCommand = (roof: Roof) => Command;
