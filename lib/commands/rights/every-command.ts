import { MOVES, ONBOARD } from './account-rights';
import { ADOPT_LOOK } from './adopt-rights';
import { type CommandRights, NOTHING } from './command-rights';
import { DEPLOY } from './deploy-rights';
import { DOCTOR, DOCTOR_FIX } from './doctor-rights';
import { INIT } from './init-rights';
import {
  ADOPT_STATE,
  AUDIT,
  KEY_CHANGES,
  KEY_STATUS,
  OPERATORS,
  PEOPLE_AUDIT,
  PEOPLE_INVITE,
  PEOPLE_OPEN_ROLES,
  PEOPLE_REVOKE,
  STATE_UNLOCK,
  STATES,
  VERIFY,
} from './operator-rights';
import { PLAN } from './plan-rights';
import { STATUS } from './status-rights';
import { DESTROY, ORGSTRAP_DEPLOY } from './whole-deployment-rights';

/**
 * What each command needs, by its words. A new command is a line here, and where it asks AWS for more than the roles of operators a
 * document in `policies/commands`; a test fails until it is there.
 */
export const EVERY_COMMAND: Readonly<Record<string, CommandRights>> = {
  new: NOTHING,
  init: INIT,
  validate: NOTHING,
  synth: NOTHING,
  nag: NOTHING,
  plan: PLAN,
  // It runs the plan of another version, which may ask for more: `orgstrap rights plan` of that one says so.
  upgrade: PLAN,
  'adopt look': ADOPT_LOOK,
  'adopt state': ADOPT_STATE,
  'key rotate': KEY_CHANGES,
  'key delete': KEY_CHANGES,
  'key status': KEY_STATUS,
  'state list': STATES,
  'state history': STATES,
  'state show': STATES,
  'state restore': STATES,
  'state unlock': STATE_UNLOCK,
  'state export': STATES,
  'people invite': PEOPLE_INVITE,
  'people revoke': PEOPLE_REVOKE,
  'people open-roles': PEOPLE_OPEN_ROLES,
  'people audit': PEOPLE_AUDIT,
  'people links': NOTHING,
  'people aws-config': NOTHING,
  doctor: DOCTOR,
  'doctor --fix': DOCTOR_FIX,
  deploy: ORGSTRAP_DEPLOY,
  destroy: DESTROY,
  onboard: ONBOARD,
  move: MOVES,
  offboard: MOVES,
  status: STATUS,
  verify: VERIFY,
  audit: AUDIT,
  why: NOTHING,
  services: NOTHING,
  permissions: NOTHING,
  terraform: NOTHING,
  pipeline: NOTHING,
  rights: NOTHING,
  'cdk deploy': DEPLOY,
  operators: OPERATORS,
};
