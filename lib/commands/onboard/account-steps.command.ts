import type { AccountAccess } from '../../aws/account-access';
import type { OrgYamlEdit } from '../../config/edit-org-yaml';
import { EXIT, Failure } from '../../domain/failure';
import { deploymentAccountOf, type OrgConfig } from '../../domain/org-config';
import { serviceNames } from '../../policies/policies-folder';
import type { CommandContext } from '../command';
import { deploymentStatus, deploymentText } from '../deploy/deploy.text';
import { deployOrganization } from '../deploy/deploy-organization.command';
import { requireNoObstacles } from '../deploy/obstacles.text';
import { configAfter } from '../init/write-edits';
import { onceBegun } from '../once-begun';
import { plan } from '../plan/plan';
import { usableConfig } from '../usable-config';
import { NO_WIRING, stepsText, type Wiring } from './account.text';
import type { AccountOptions } from './account-options';
import type { Surroundings } from './entered';
import type { AccountOutcome } from './outcome';
import { requireKnownPipelines, wired, wiredFolder } from './wiring';

/** What a command about one account knows before it asks. */
interface PlannedSteps {
  readonly steps: readonly string[];
}

/** One of the commands about an account. */
export interface AccountVerb<Planned extends PlannedSteps, Outcome extends AccountOutcome> {
  /** As progress and the question call it: `onboard shop-dev into dev`. */
  readonly what: string;
  /** Looks, and changes nothing. */
  plan(config: OrgConfig, access: AccountAccess): Promise<Planned>;
  /** What `org.yaml` would say more: that is planned before anything is done. */
  edits(planned: Planned): readonly OrgYamlEdit[];
  run(config: OrgConfig, planned: Planned, surroundings: Surroundings): Promise<Outcome>;
  /** The environments whose pipelines' wiring changes; none where it does not yet. */
  wiring(planned: Planned): readonly string[];
}

const MINUTE = 60_000;

/**
 * Shows what a command would do with an account, asks once, and does it.
 *
 * @throws Failure `NotConfirmed` where nothing was done; what planning and the steps throw
 */
export async function withAccount<Planned extends PlannedSteps, Outcome extends AccountOutcome>(
  verb: AccountVerb<Planned, Outcome>,
  options: AccountOptions,
  context: CommandContext,
): Promise<{ readonly outcome: Outcome; readonly wiring: Wiring }> {
  const { io, during, accountAccess } = context;
  const { config: file, yes, managementProfile } = options;
  if (yes !== true && context.prompter === undefined) {
    throw new Failure(
      'NotConfirmed',
      'nobody sits at a terminal who could be asked; run this with --yes',
      EXIT.unusable,
    );
  }
  const config = usableConfig(file, io.isColoured);
  const folders = (options.terraform ?? []).map(wiredFolder);
  requireKnownPipelines(config, folders);
  const access = await accountAccess(config, managementProfile);
  const planned = await during(verb.what, async (tell) => {
    tell('asking AWS about the organization');
    return await verb.plan(config, access);
  });
  await requireDeployable(config, verb.edits(planned), options, access, context);
  io.stderr(stepsText(verb.what, planned.steps));
  await confirmed(verb.what, options, context);
  const progress = { isBegun: false };
  const work = async () => {
    const outcome = await verb.run(
      config,
      planned,
      surroundingsOf(verb.what, config, options, context, access, progress),
    );
    const isDone = outcome.status === EXIT.done && outcome.rest.length === 0;
    const environments = isDone ? verb.wiring(planned) : [];
    if (environments.length === 0) return { outcome, wiring: NO_WIRING };
    return { outcome, wiring: wired(usableConfig(file, io.isColoured), file, environments, folders) };
  };
  return await onceBegun(GOES_ON, work, () => progress.isBegun);
}

const GOES_ON = 'what is said above is done; run this again, and it goes on from there';

/** @param progress - begun where a step was done */
function surroundingsOf(
  what: string,
  config: OrgConfig,
  { accept, config: file, json, wait }: AccountOptions,
  context: CommandContext,
  access: AccountAccess,
  progress: { isBegun: boolean },
): Surroundings {
  const { io, during } = context;
  const noted = async <Result>(step: () => Promise<Result>) => {
    const result = await step();
    progress.isBegun = true;
    return result;
  };
  return {
    access,
    bound: wait * MINUTE,
    file,
    services: serviceNames(config.ownPolicies),
    now: () => context.now().getTime(),
    wait: (milliseconds) => context.wait(milliseconds),
    uninterrupted: (step) => context.uninterrupted(() => noted(step)),
    during: (work) => during(what, work),
    say: (text) => io.stderr(`${text}\n`),
    deploy: () =>
      noted(async () => {
        const deployed = usableConfig(file, io.isColoured);
        const deployment = await deployOrganization(deployed, { yes: true, accept, wait, json }, context);
        const text = deploymentText(deployed, deployment, io.isColoured);
        if (json) io.stderr(text);
        else io.stdout(text);
        return deploymentStatus(deployment);
      }),
  };
}

/**
 * What `orgstrap plan` says of the edit, before anything is done: a refusal after an account was moved would come too late. With credentials
 * of the management account alone nobody can tell.
 */
async function requireDeployable(
  config: OrgConfig,
  edits: readonly OrgYamlEdit[],
  { config: file, accept = [] }: AccountOptions,
  { account }: AccountAccess,
  { during, synthesizedStacks, deploymentAccount }: CommandContext,
): Promise<void> {
  const edited = configAfter(file, edits, serviceNames(config.ownPolicies));
  if (account !== deploymentAccountOf(config)) return;
  const planned = await during('plan', async (tell) => {
    tell('asking AWS what is deployed');
    const synthesize = () => {
      tell('making every template', 'blocks');
      return synthesizedStacks(edited);
    };
    return await plan(edited, synthesize, await deploymentAccount(edited));
  });
  requireNoObstacles(
    planned,
    accept.filter((word) => word !== 'doctor-findings'),
  );
}

async function confirmed(what: string, { yes }: AccountOptions, { prompter }: CommandContext): Promise<void> {
  if (yes || prompter === undefined) return;
  const answer = await (await prompter()).choice(`${what}?`, ['no', 'yes']);
  if (answer === 'yes') return;
  if (answer === undefined) throw new Failure('Interrupted', 'interrupted: nothing was done', EXIT.interrupted);
  throw new Failure('NotConfirmed', 'nothing was done', EXIT.failed);
}

/** The command line of a run that goes on, with what does not change from run to run. */
export function againLine(verb: string, given: Readonly<Record<string, string | undefined>>): string {
  const options = Object.entries(given).flatMap(([option, value]) =>
    value === undefined ? [] : [`--${option} ${value}`],
  );
  return [`orgstrap ${verb}`, ...options].join(' ');
}
