import type { CommandGroup } from '../command';
import { adoptLookCommand } from './look.command';
import { adoptStateCommand } from './state.command';

/** `orgstrap adopt`: takes over what a company has already. */
export const adoptCommand: CommandGroup = {
  name: 'adopt',
  description: 'Take over what is there already, without replacing any of it.',
  commands: [adoptLookCommand, adoptStateCommand],
};
