import type { CommandGroup } from '../command';
import { keyRotateCommand } from './key-rotate';
import { keyStatusCommand } from './key-status';

/** `orgstrap key`: the access keys of CI systems that cannot prove who they are with a token. */
export const keyCommand: CommandGroup = {
  name: 'key',
  description: 'See to the access keys of CI users, through the operator role and the auditor role.',
  commands: [keyRotateCommand, keyStatusCommand],
};
