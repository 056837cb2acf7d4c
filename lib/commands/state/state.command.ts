import type { CommandGroup } from '../command';
import { stateExportCommand } from './export.command';
import { stateHistoryCommand } from './history.command';
import { stateListCommand } from './list.command';
import { stateRestoreCommand } from './restore.command';
import { stateShowCommand } from './show.command';
import { stateUnlockCommand } from './unlock.command';

/** `orgstrap state`: the states of a pipeline, their versions and their locks. */
export const stateCommand: CommandGroup = {
  name: 'state',
  description:
    'See to the states of pipelines, their versions and their locks, through the state role. Each use raises an alarm.',
  commands: [
    stateListCommand,
    stateHistoryCommand,
    stateShowCommand,
    stateRestoreCommand,
    stateUnlockCommand,
    stateExportCommand,
  ],
};
