import type { DeployAccess } from '../../aws/deploy-access';
import type { AssembledStack } from '../../domain/assembled-app';
import { EXIT, Failure } from '../../domain/failure';
import type { OrgConfig } from '../../domain/org-config';
import { deployedRegions } from '../../domain/watched-accounts';
import { statusOfChecks } from '../../estate/live-check';
import type { CommandContext } from '../command';
import { isUnanswered } from '../live-checks.text';
import type { LeftStack } from '../plan/edits/left-stacks';
import { planText } from '../plan/plan.text';
import { withFolder } from '../with-folder';
import { type Choice, chosenStacks, requireChoosable } from './assembled-app';
import { findCdk } from './cdk-cli';
import { deployedChoice } from './deploy';
import {
  cdkLog,
  findingsText,
  notReadyText,
  progressText,
  questionText,
  resumedText,
  stuckText,
  toDeleteText,
  usersText,
} from './deploy.text';
import type { DeployAcceptance } from './deploy-acceptances';
import type { Deployment } from './deployment';
import { foundOrOpen, obstaclesOfDoctor } from './doctor-findings';
import { requireNoObstacles } from './obstacles.text';
import { LOOKS_BEFORE_CHANGE, ofDeploymentAccount, plannedAssembly, untilAwsIsDone } from './planned-assembly';
import { seenRoles } from './planted-roles';
import { requireNoPlantedRoles } from './planted-roles.text';
import { stacksOfOrgstrap } from './running-operations';
import { stacksToDelete, stepsForUsers, usersWhoSignIn } from './stacks-to-delete';
import { resumedStacks, stuckStacks } from './stuck-stacks';

/** How an organization is deployed. */
export interface DeployOptions extends Choice {
  /** Whether nobody is asked. Without a terminal it must be so. */
  readonly yes?: boolean | undefined;
  readonly accept?: readonly DeployAcceptance[] | undefined;
  /** Stacks at the same time, where their order allows it. @default - one after the other */
  readonly concurrency?: number | undefined;
  /** For how many minutes it waits for what AWS still does. @default - it does not wait */
  readonly wait?: number | undefined;
  /** Whether stdout is left to a result for machines. */
  readonly json?: boolean | undefined;
}

/** What the question is about. */
interface Prepared {
  readonly stacks: readonly AssembledStack[];
  readonly left: readonly LeftStack[];
}

/**
 * Brings an organization to what a configuration says: doctor, synth, plan, one question, `cdk deploy` of that very assembly, the deletion of
 * what left it, and verify. It can be interrupted anywhere, and run again. It writes the plan to stdout, and leaves what came of it to the
 * caller: `deploymentText` and `deploymentStatus` say it.
 *
 * @throws Failure where nothing was begun: `NotConfirmed`, `WrongAccount`, `DeploymentRunning`, `NotReady`, `EditRefused`, `NewBuckets`,
 *   `PlantedRoles`, `StuckStacks`, `UsersSignIn`, `NoCdk`, `OtherCdk`, and what `plan` and the ports throw
 */
export async function deployOrganization(
  config: OrgConfig,
  options: DeployOptions,
  context: CommandContext,
): Promise<Deployment> {
  if (options.yes !== true && context.prompter === undefined) throw unasked();
  requireChoosable(config, options);
  const cdk = findCdk(context.root);
  const access = await context.deployAccess(config);
  return await withFolder(context, async (folder) => {
    const prepared = await preparedIn(folder, config, options, context, access);
    await confirmed(config, options, context, prepared);
    // Somebody may have begun while the plan was read.
    await untilAwsIsDone(config, options, options.wait ?? 0, access, context, LOOKS_BEFORE_CHANGE);
    const deployment = await deployedChoice(config, { ...options, ...prepared, folder, cdk }, access, {
      ...context,
      told: (working, count) => progressText(working, count, context.io.isColoured),
    });
    context.io.stderr(cdkLog(deployment));
    return deployment;
  });
}

/** All that is known before the question, and nothing that stands in the way. */
async function preparedIn(
  folder: string,
  config: OrgConfig,
  options: DeployOptions,
  context: CommandContext,
  access: DeployAccess,
): Promise<Prepared> {
  const { io } = context;
  await untilAwsIsDone(config, options, options.wait ?? 0, access, context);
  await readyByDoctor(config, options, context);
  if (options.guardrails) await notOverPlantedRoles(config, options, context);
  const { app, planned } = await plannedAssembly(config, options, folder, access, context);
  const stacks = chosenStacks(config, app, options);
  const waves = planned.waves.filter(({ stack }) => stacks.some(({ name }) => name === stack));
  requireNoObstacles(
    { ...planned, waves },
    (options.accept ?? []).filter((word) => word !== 'doctor-findings'),
  );
  const states = await stacksOfOrgstrap(access, deployedRegions(config));
  const own = states.filter(({ name }) => stacks.some((stack) => stack.name === name));
  const stuck = stuckStacks(own);
  if (stuck.length > 0) throw new Failure('StuckStacks', stuckText(stuck), EXIT.unusable);
  // What left goes with the whole, never with a part of it.
  const isWhole = options.wave === undefined && !options.guardrails;
  const left = isWhole ? stacksToDelete(ofDeploymentAccount(config, app), planned.leftBehind, states) : [];
  await nobodySignsIn(config, left, access);
  const say = (text: string) => (options.json ? io.stderr(text) : io.stdout(text));
  say(planText({ ...planned, waves, leftBehind: [] }, io.isColoured));
  say(resumedText(resumedStacks(own)));
  say(toDeleteText(left));
  return { stacks, left };
}

/** IAM would refuse to delete them, in the middle of what is deleted. */
async function nobodySignsIn(config: OrgConfig, left: readonly LeftStack[], { account }: DeployAccess): Promise<void> {
  const users = await usersWhoSignIn(
    left.flatMap((stack) => stack.users),
    account.users,
  );
  if (users.length === 0) return;
  throw new Failure('UsersSignIn', usersText(users, stepsForUsers(config, users)), EXIT.unusable);
}

async function readyByDoctor(
  config: OrgConfig,
  { accept = [] }: DeployOptions,
  { io, during, doctorAccess }: CommandContext,
): Promise<void> {
  const { doctor } = await import('../doctor/doctor');
  const { checks } = await during('deploy', async (tell) => {
    tell('asking AWS about the organization');
    return doctor(config, await doctorAccess(config));
  });
  const obstacles = obstaclesOfDoctor(checks);
  if (obstacles.length > 0 && !accept.includes('doctor-findings')) {
    throw new Failure('NotReady', notReadyText(obstacles), statusOfChecks(obstacles, isUnanswered));
  }
  io.stderr(findingsText(foundOrOpen(checks)));
}

/** Before guardrails are laid over the accounts. */
async function notOverPlantedRoles(
  config: OrgConfig,
  { accept = [] }: DeployOptions,
  { auditorAccess, during, io }: CommandContext,
): Promise<void> {
  const seen = await during('deploy', (tell) => {
    tell('looking in every account for roles that guardrails would let through');
    return seenRoles(config, auditorAccess);
  });
  io.stderr(requireNoPlantedRoles(seen, accept.includes('doctor-findings'), config.operators !== undefined));
}

async function confirmed(
  config: OrgConfig,
  { yes }: DeployOptions,
  { prompter }: CommandContext,
  { stacks, left }: Prepared,
): Promise<void> {
  if (yes) return;
  if (prompter === undefined) throw unasked();
  const answer = await (await prompter()).choice(questionText(config, stacks, left), ['no', 'yes']);
  if (answer === 'yes') return;
  if (answer === undefined) {
    throw new Failure('Interrupted', 'interrupted: nothing was deployed', EXIT.interrupted);
  }
  throw new Failure('NotConfirmed', 'nothing was deployed', EXIT.failed);
}

function unasked(): Failure {
  return new Failure(
    'NotConfirmed',
    'nobody sits at a terminal who could be asked; read orgstrap plan, then run this with --yes',
    EXIT.unusable,
  );
}
