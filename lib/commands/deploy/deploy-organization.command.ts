import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeployAccess } from '../../aws/deploy-access';
import { EXIT, Failure } from '../../domain/failure';
import type { OrgConfig } from '../../domain/org-config';
import { deploymentAccountOf } from '../../domain/org-config';
import { deployedRegions } from '../../domain/watched-accounts';
import type { CommandContext } from '../command';
import { obstaclesIn } from '../plan/edits/edits';
import { obstaclesText } from '../plan/edits.text';
import type { Plan } from '../plan/plan';
import { plan, planGuardrails } from '../plan/plan';
import { planText } from '../plan/plan.text';
import { refusedBucketsText } from '../plan/renamed-buckets.text';
import { requireDeploymentAccount, requireManagementAccount } from '../plan/right-account';
import { type AssembledApp, type AssembledStack, type Choice, chosenStacks, regionsOf } from './assembled-app';
import { findCdk } from './cdk-cli';
import { deployedChoice } from './deploy';
import { findingsText, progressText, questionText, resumedText, stuckText } from './deploy.text';
import type { DeployAcceptance } from './deploy-acceptances';
import type { Deployment } from './deployment';
import { obstaclesOfDoctor } from './doctor-findings';
import { runningOperations, stacksOfOrgstrap, untilNothingRuns } from './running-operations';
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
  /** Whether the plan is for a machine, so that stdout is left alone. */
  readonly json?: boolean | undefined;
}

/**
 * Brings an organization to what a configuration says: doctor, synth, plan, one question, `cdk deploy` of that very assembly, the deletion of
 * what left it, and verify. It can be interrupted anywhere, and run again.
 *
 * @param config - may be of no file: for `orgstrap destroy` everything in it is retired
 * @throws Failure where nothing was begun: `NotConfirmed`, `DeploymentRunning`, `NotReady`, `EditRefused`, `NewBuckets`, `StuckStacks`,
 *   `NoCdk`, and what `plan` and the ports throw
 */
export async function deployOrganization(
  config: OrgConfig,
  options: DeployOptions,
  context: CommandContext,
): Promise<Deployment> {
  if (options.yes !== true && context.prompter === undefined) throw unasked();
  const cdk = findCdk(context.root);
  const access = await context.deployAccess(config);
  const folder = mkdtempSync(join(tmpdir(), 'orgstrap-deploy-'));
  const takeAway = () => rmSync(folder, { recursive: true, force: true });
  try {
    return await context.tidily({ note: '', takeAway }, async () => {
      const { stacks, planned } = await prepared(config, options, context, access, folder);
      await confirmed(config, options, context, stacks, planned);
      // Somebody may have begun while the plan was read.
      await nothingElseRuns(config, options, context, access);
      return await deployedChoice(config, { ...options, stacks, left: leftIn(planned, options), folder, cdk }, access, {
        ...context,
        told: (working, count) => progressText(working, count, context.io.isColoured),
      });
    });
  } finally {
    takeAway();
  }
}

/** All that is known before the question, and nothing that stands in the way. */
async function prepared(
  config: OrgConfig,
  options: DeployOptions,
  context: CommandContext,
  access: DeployAccess,
  folder: string,
): Promise<{ readonly stacks: readonly AssembledStack[]; readonly planned: Plan }> {
  const { caller } = access.account;
  await (options.guardrails ? requireManagementAccount : requireDeploymentAccount)(config, caller);
  // Before anything else is asked: while AWS is at work, nothing that it answers is certain.
  await nothingElseRuns(config, options, context, access);
  await readyByDoctor(config, options, context);
  const { app, planned } = await plannedWith(config, options, context, access, folder);
  const stacks = chosenStacks(config, app, options);
  const shown = { ...planned, waves: planned.waves.filter(({ stack }) => stacks.some(({ name }) => name === stack)) };
  requireNoObstacles(shown, options);
  const states = await stacksOfOrgstrap(access, regionsOf(stacks));
  const own = states.filter(({ name }) => stacks.some((stack) => stack.name === name));
  const stuck = stuckStacks(own);
  if (stuck.length > 0) throw new Failure('StuckStacks', stuckText(stuck), EXIT.unusable);
  const say = options.json ? context.io.stderr.bind(context.io) : context.io.stdout.bind(context.io);
  say(planText({ ...shown, leftBehind: leftIn(shown, options) }, context.io.isColoured));
  say(resumedText(resumedStacks(own)));
  return { stacks, planned: shown };
}

/** What left `org.yaml` is deleted with the whole, never with a part of it. */
function leftIn({ leftBehind }: Plan, { wave, guardrails }: Choice): Plan['leftBehind'] {
  return wave === undefined && !guardrails ? leftBehind : [];
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
  const findings = checks.filter(({ result }) => result === 'finding');
  const obstacles = obstaclesOfDoctor(findings);
  if (obstacles.length > 0 && !accept.includes('doctor-findings')) {
    throw new Failure(
      'NotReady',
      `the organization is not ready, and nothing was done:\n${findingsText(obstacles)}mend it, or take the word for it: --accept doctor-findings`,
    );
  }
  io.stderr(findingsText(findings));
}

async function plannedWith(
  config: OrgConfig,
  { guardrails }: DeployOptions,
  { during, assembledApp }: CommandContext,
  { account }: DeployAccess,
  folder: string,
): Promise<{ readonly app: AssembledApp; readonly planned: Plan }> {
  const made: { app?: AssembledApp } = {};
  const planned = await during('deploy', async (tell) => {
    tell('asking AWS what is deployed');
    const synthesize = async () => {
      tell('making every template', 'blocks');
      const app = await assembledApp(config, folder);
      made.app = app;
      return {
        checks: app.checks,
        stacks: guardrails ? chosenStacks(config, app, { guardrails }) : ofAccount(config, app),
      };
    };
    return await (guardrails ? planGuardrails : plan)(config, synthesize, account);
  });
  if (made.app === undefined) throw new Error('the plan synthesised nothing');
  return { app: made.app, planned };
}

/** As `orgstrap plan` has them: the guardrails are among them where they are made in the same account. */
function ofAccount(config: OrgConfig, app: AssembledApp): readonly AssembledStack[] {
  return app.stacks.filter(({ account }) => account === deploymentAccountOf(config));
}

function requireNoObstacles({ edits, waves }: Plan, { accept = [] }: DeployOptions): void {
  const words = accept.filter((word) => word !== 'doctor-findings');
  const obstacles = obstaclesIn(edits, words);
  const renamed = words.includes('new-buckets') ? [] : waves.flatMap(({ renamedBuckets }) => renamedBuckets);
  const newBuckets = renamed.length > 0 ? [refusedBucketsText(renamed)] : [];
  if (obstacles.length > 0) {
    throw new Failure('EditRefused', [obstaclesText(obstacles), ...newBuckets].join('\n'), EXIT.unusable);
  }
  if (newBuckets.length > 0) throw new Failure('NewBuckets', newBuckets.join('\n'), EXIT.unusable);
}

const MINUTE = 60_000;

function nothingElseRuns(
  config: OrgConfig,
  { wait = 0, guardrails }: DeployOptions,
  context: CommandContext,
  access: DeployAccess,
): Promise<void> {
  return context.during('deploy', (tell) =>
    untilNothingRuns(
      () => runningOperations(access, deployedRegions(config), { guardrails }),
      { now: () => context.now().getTime(), wait: context.wait },
      wait * MINUTE,
      (running) => tell(`waiting for ${running.map(({ name, what }) => `${name} ${what}`).join(', ')}`),
    ),
  );
}

async function confirmed(
  config: OrgConfig,
  { yes }: DeployOptions,
  { prompter }: CommandContext,
  stacks: readonly AssembledStack[],
  planned: Plan,
): Promise<void> {
  if (yes) return;
  if (prompter === undefined) throw unasked();
  const answer = await (await prompter()).choice(questionText(config, stacks, planned.leftBehind), ['no', 'yes']);
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
