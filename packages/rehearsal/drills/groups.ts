import { EXIT, Failure } from '../../../lib/domain/failure';
import { marked } from '../report/wrapped';
import { adopted } from './adoption/adopted';
import { adoptedControlTower } from './adoption/adopted-control-tower';
import { accountOffboarded } from './commands/account-offboarded';
import { accountOnboarded } from './commands/account-onboarded';
import { accountTakenAlong } from './commands/account-taken-along';
import { deployKilled } from './commands/deploy-killed';
import { deployMended } from './commands/deploy-mended';
import { deployRefused } from './commands/deploy-refused';
import { deployedByCi } from './commands/deployed-by-ci';
import { destroyed } from './commands/destroyed';
import { peopleRevoked } from './commands/people-revoked';
import type { Drill, DrillGroup } from './drill';
import { accountClosed } from './life/account-closed';
import { accountMoved } from './life/account-moved';
import { byHand } from './life/by-hand';
import { environmentRemoved } from './life/environment-removed';
import { environmentRenamed } from './life/environment-renamed';
import { environmentSplit } from './life/environment-split';
import { everythingDestroyed } from './life/everything-destroyed';
import { failedWave } from './life/failed-wave';
import { firstCreation } from './life/first-creation';
import { homeRegion } from './life/home-region';
import { identityCenterRole } from './life/identity-center-role';
import { interrupted } from './life/interrupted';
import { pipelineRenamed } from './life/pipeline-renamed';
import { quarantine } from './life/quarantine';
import { regionLost } from './life/region-lost';
import { serviceDropped } from './life/service-dropped';
import { unitNested } from './life/unit-nested';
import { accountRights } from './rights/account-rights';
import { commandRights } from './rights/command-rights';
import { doctorFix } from './rights/doctor-fix';
import { accountLeavesPart } from './shapes/account-leaves-part';
import { environmentPart } from './shapes/environment-part';
import { identityCenterAccount } from './shapes/identity-center-account';
import { lastPipeline } from './shapes/last-pipeline';
import { manyPeople } from './shapes/many-people';
import { states } from './states/states';
import { initToDestroy } from './story/init-to-destroy';
import { newcomer } from './story/newcomer';
import { ownTerraform } from './story/own-terraform';
import { tour } from './story/tour';
import { upgraded } from './upgrade/upgraded';

/** Every drill, in the order in which they are told. */
export const DRILL_GROUPS: readonly DrillGroup[] = [
  {
    name: 'life',
    says: 'edits, moves, failures and removals after the first day',
    drills: [
      failedWave,
      firstCreation,
      interrupted,
      quarantine,
      accountClosed,
      accountMoved,
      unitNested,
      environmentRenamed,
      environmentRemoved,
      environmentSplit,
      pipelineRenamed,
      serviceDropped,
      identityCenterRole,
      homeRegion,
      states,
      byHand,
      regionLost,
      everythingDestroyed,
    ],
  },
  {
    name: 'shapes',
    says: 'edits of what an environment is, of which account administers what, and of very many people',
    drills: [environmentPart, accountLeavesPart, lastPipeline, identityCenterAccount, manyPeople],
  },
  {
    name: 'story',
    says: 'what a company does with orgstrap, from its first day to its last, on bad days of AWS',
    drills: [newcomer, initToDestroy, ownTerraform, tour],
  },
  {
    name: 'commands',
    says: 'orgstrap deploy, onboard, move, offboard, people and destroy, where something comes in between',
    drills: [
      deployMended,
      deployKilled,
      deployRefused,
      deployedByCi,
      accountOnboarded,
      accountTakenAlong,
      accountOffboarded,
      peopleRevoked,
      destroyed,
    ],
  },
  {
    name: 'adoption',
    says: 'what a company has already is taken over, and nothing of it is replaced',
    drills: [adopted, adoptedControlTower],
  },
  {
    name: 'upgrade',
    says: 'another release of orgstrap over what is deployed, forwards and back',
    drills: [upgraded],
  },
  {
    name: 'rights',
    says: 'what each command may do, and what doctor --fix mends',
    drills: [commandRights, accountRights, doctorFix],
  },
];

/**
 * The drills of some names, each once: a name is that of a group or of a drill. No name means all.
 *
 * @throws Failure `UnknownDrill` with what there is
 */
export function drillsNamed(names: readonly string[], groups: readonly DrillGroup[] = DRILL_GROUPS): readonly Drill[] {
  const all = groups.flatMap(({ drills }) => drills);
  if (names.length === 0) return all;
  const unknown = names.filter((name) => ![...groups, ...all].some((each) => each.name === name));
  if (unknown.length > 0) {
    throw new Failure(
      'UnknownDrill',
      `there is no drill ${unknown.join(', ')}\n\n${drillsText(groups)}`,
      EXIT.unusable,
    );
  }
  const wanted = groups.flatMap((group) =>
    group.drills.filter(({ name }) => names.includes(name) || names.includes(group.name)),
  );
  return [...new Set(wanted)];
}

const NAME_WIDTH = 23;

/** The groups and their drills, for help. */
export function drillsText(groups: readonly DrillGroup[] = DRILL_GROUPS): string {
  return groups
    .map(({ name, says, drills }) =>
      [
        ...marked('', `${name}: ${says}`),
        ...drills.flatMap((drill) => marked(`  ${drill.name.padEnd(NAME_WIDTH)} `, drill.title)),
      ].join('\n'),
    )
    .join('\n\n');
}
