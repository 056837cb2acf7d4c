import type { CliCommand, CommandGroup } from '../command';
import { auditCommand } from './audit';
import { doctorCommand } from './doctor';
import { keyCommand } from './key';
import { nagCommand } from './nag';
import { peopleCommand } from './people';
import { pipelineCommand } from './pipeline';
import { planCommand } from './plan';
import { synthCommand } from './synth';
import { terraformCommand } from './terraform';
import { validateCommand } from './validate';
import { verifyCommand } from './verify';

/** Every command of orgstrap, in the order of the help. */
export const COMMANDS: readonly (CliCommand | CommandGroup)[] = [
  validateCommand,
  synthCommand,
  nagCommand,
  planCommand,
  keyCommand,
  peopleCommand,
  doctorCommand,
  verifyCommand,
  auditCommand,
  terraformCommand,
  pipelineCommand,
];
