import { adoptCommand } from './adopt/adopt.command';
import { auditCommand } from './audit/audit.command';
import type { CliCommand, CommandGroup } from './command';
import { deployCommand } from './deploy/deploy.command';
import { destroyCommand } from './destroy/destroy.command';
import { doctorCommand } from './doctor/doctor.command';
import { initCommand } from './init/init.command';
import { keyCommand } from './key/key.command';
import { moveCommand } from './move/move.command';
import { nagCommand } from './nag/nag.command';
import { newCommand } from './new/new.command';
import { offboardCommand } from './offboard/offboard.command';
import { onboardCommand } from './onboard/onboard.command';
import { peopleCommand } from './people/people.command';
import { permissionsCommand } from './permissions/permissions.command';
import { pipelineCommand } from './pipeline/pipeline.command';
import { planCommand } from './plan/plan.command';
import { rightsCommand } from './rights/rights.command';
import { servicesCommand } from './services/services.command';
import { stateCommand } from './state/state.command';
import { statusCommand } from './status/status.command';
import { synthCommand } from './synth/synth.command';
import { terraformCommand } from './terraform/terraform.command';
import { upgradeCommand } from './upgrade/upgrade.command';
import { validateCommand } from './validate/validate.command';
import { verifyCommand } from './verify/verify.command';
import { whyCommand } from './why/why.command';

/** Every command of orgstrap, in the order of the help. */
export const COMMANDS: readonly (CliCommand | CommandGroup)[] = [
  newCommand,
  initCommand,
  validateCommand,
  synthCommand,
  nagCommand,
  planCommand,
  upgradeCommand,
  deployCommand,
  adoptCommand,
  onboardCommand,
  moveCommand,
  offboardCommand,
  keyCommand,
  stateCommand,
  peopleCommand,
  doctorCommand,
  statusCommand,
  verifyCommand,
  auditCommand,
  whyCommand,
  servicesCommand,
  permissionsCommand,
  rightsCommand,
  terraformCommand,
  pipelineCommand,
  destroyCommand,
];
