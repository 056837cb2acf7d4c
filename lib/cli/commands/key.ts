import { Command } from 'commander';
import type { CliCommand } from '../command';
import { type KeyRotating, keyRotateCommand } from './key-rotate';
import { keyStatusCommand } from './key-status';

/** `orgstrap key`: the access keys of CI systems that cannot prove who they are with a token. */
export function keyCommand(serviceNames: () => readonly string[], rotating: KeyRotating): CliCommand {
  return (roof) =>
    new Command('key')
      .description('See to the access keys of CI users, through the operator role and the auditor role.')
      .addCommand(keyRotateCommand(serviceNames, rotating)(roof))
      .addCommand(keyStatusCommand(serviceNames, rotating)(roof));
}
