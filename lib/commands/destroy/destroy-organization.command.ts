import type { DestroyAccess } from '../../aws/destroy-access';
import type { AssembledStack } from '../../domain/assembled-app';
import { EXIT, Failure } from '../../domain/failure';
import type { OrgConfig } from '../../domain/org-config';
import { deployedRegions } from '../../domain/watched-accounts';
import type { CommandContext } from '../command';
import { chosenStacks, requireChoosable } from '../deploy/assembled-app';
import { type CdkCli, findCdk } from '../deploy/cdk-cli';
import { deployedStacks, GOES_ON, isDeployed } from '../deploy/cdk-deployment';
import type { DeletionAccess, DoomedStack } from '../deploy/delete-stack';
import { deletedMeanwhile } from '../deploy/deploy';
import { cdkLog, progressText } from '../deploy/deploy.text';
import { requireNoObstacles } from '../deploy/obstacles.text';
import { LOOKS_BEFORE_CHANGE, ofDeploymentAccount, plannedAssembly, untilAwsIsDone } from '../deploy/planned-assembly';
import { stacksOfOrgstrap } from '../deploy/running-operations';
import { onceBegun } from '../once-begun';
import { deployedEstate } from '../plan/deployed-estate';
import { estateStack } from '../plan/edits/estate';
import { readTemplate } from '../plan/read-template';
import { EMPTY_TEMPLATE } from '../plan/template';
import { withFolder } from '../with-folder';
import { type Destruction, whatIsLeft } from './destroy';
import { doomedText, keptText, openUsersText, statesText } from './destroy.text';
import type { DestroyAcceptance } from './destroy-acceptances';
import { stacksToDestroy, stacksToRetire } from './destruction';
import { guardrailsInForce } from './guardrails';
import { type KeptThing, keptThings } from './kept';
import { exportStates, pipelineStates } from './states';
import { openUsers } from './users';

/** How an organization is destroyed. */
export interface DestroyOptions {
  /** The organization's id, in place of an answer. */
  readonly yes?: string | undefined;
  readonly accept?: readonly DestroyAcceptance[] | undefined;
  /** Whether states may stay, managed by nobody. */
  readonly keepStates?: boolean | undefined;
  /** Where states are copied to. */
  readonly exportStates?: string | undefined;
  /** Only the guardrails, from the management account. */
  readonly guardrails?: boolean | undefined;
  /** For how many minutes it waits for what AWS still does. @default - it does not wait */
  readonly wait?: number | undefined;
  /** Whether stdout is left to a result for machines. */
  readonly json?: boolean | undefined;
}

/** What goes, and what is done before. */
interface Doom {
  readonly retiring: readonly AssembledStack[];
  readonly doomed: readonly DoomedStack[];
  readonly kept: readonly KeptThing[];
}

/**
 * Takes everything of an organization down in the order of docs/leave.md: nobody enters any account any more, then the stacks go, and what
 * stays is named. It can be interrupted anywhere, and run again.
 *
 * @param config - as the file has it
 * @param retired - the same with everything in it retired
 * @throws Failure where nothing was begun: `NotConfirmed`, `WrongAccount`, `DeploymentRunning`, `GuardrailsInForce`, `StatesExist`,
 *   `StatesNotExported`, `UsersSignIn`, `EditRefused`, and what the ports throw
 */
export async function destroyOrganization(
  config: OrgConfig,
  retired: OrgConfig,
  options: DestroyOptions,
  context: CommandContext,
): Promise<Destruction> {
  requireAnswer(config, options, context);
  requireChoosable(config, options);
  const cdk = findCdk(context.root);
  const access = await context.destroyAccess(config);
  const wait = options.wait ?? 0;
  await untilAwsIsDone(config, options, wait, access, context);
  return await withFolder(context, async (folder) => {
    const doom = options.guardrails
      ? await doomOfGuardrails(config, folder, access, context)
      : await doomOfAll(config, retired, options, folder, access, context);
    // Copies alone: whoever may not read states learns that before the question.
    const exported = await exportedStates(config, options, access);
    await confirmed(config, options, context, doom);
    await untilAwsIsDone(config, options, wait, access, context, LOOKS_BEFORE_CHANGE);
    // Guardrails have no StackSets, and the management account may not see those of Ops.
    const ofStackSets = options.guardrails ? undefined : access;
    const destruction = await destroyed(doom, { folder, cdk }, access, ofStackSets, context);
    const left = options.guardrails ? [] : await onceBegun(GOES_ON, () => whatIsLeft(config, access));
    return { ...destruction, left, kept: doom.kept, ...exported };
  });
}

/** Whoever answers must say which organization is meant. @throws Failure `NotConfirmed` */
function requireAnswer({ organization }: OrgConfig, { yes }: DestroyOptions, { prompter }: CommandContext): void {
  if (yes === organization.id || (yes === undefined && prompter !== undefined)) return;
  throw new Failure(
    'NotConfirmed',
    yes === undefined
      ? `nobody sits at a terminal who could be asked; to destroy what orgstrap made in this organization: --yes ${organization.id}`
      : `--yes ${yes} is not the id of the organization in org.yaml, ${organization.id}; nothing was done`,
    EXIT.unusable,
  );
}

async function doomOfGuardrails(
  config: OrgConfig,
  folder: string,
  access: DestroyAccess,
  { assembledApp }: CommandContext,
): Promise<Doom> {
  const app = await assembledApp(config, folder);
  const own = chosenStacks(config, app, { guardrails: true });
  const states = await stacksOfOrgstrap(access, deployedRegions(config));
  const there = states.filter(({ name }) => own.some((stack) => stack.name === name));
  return { retiring: [], doomed: stacksToDestroy(own, [], there), kept: [] };
}

async function doomOfAll(
  config: OrgConfig,
  retired: OrgConfig,
  options: DestroyOptions,
  folder: string,
  access: DestroyAccess,
  context: CommandContext,
): Promise<Doom> {
  const { accept = [] } = options;
  await requireNoGuardrails(config, accept, access);
  await requireNoStates(config, options, access);
  const estate = await deployedEstate(config, access.account);
  const deployed = estate.stacks.map(({ name, template = EMPTY_TEMPLATE }) => estateStack(name, template));
  await requireNobodySignsIn(config, accept, deployed, access);
  const { app, planned } = await plannedAssembly(retired, {}, folder, access, context);
  const losses = accept.filter((word) => word !== 'guardrails-gone');
  requireNoObstacles(planned, losses);
  const own = ofDeploymentAccount(retired, app);
  const states = await stacksOfOrgstrap(access, deployedRegions(config));
  const emptied = own.map(({ name, template }) => estateStack(name, readTemplate(template) ?? EMPTY_TEMPLATE));
  return {
    retiring: stacksToRetire(own, planned, states),
    doomed: stacksToDestroy(own, planned.leftBehind, states),
    kept: keptThings(config, [...deployed, ...emptied]),
  };
}

/** They refuse in every account what comes now, and only the management account takes them away. */
async function requireNoGuardrails(
  { deployFrom, guardrails }: OrgConfig,
  accept: readonly DestroyAcceptance[],
  access: DestroyAccess,
): Promise<void> {
  // In the same account they are among the stacks that go.
  if (deployFrom === 'management') return;
  const inForce = await guardrailsInForce(access);
  if (inForce?.length === 0) return;
  if (inForce === undefined && (guardrails === undefined || accept.includes('guardrails-gone'))) return;
  const found =
    inForce === undefined
      ? 'nobody sees from here whether the guardrails of org.yaml are in force'
      : `the guardrails are in force: ${inForce.join(', ')}`;
  const word = inForce === undefined ? ', and then with --accept guardrails-gone' : '';
  throw new Failure(
    'GuardrailsInForce',
    `${found}; they would refuse what comes now, and nothing was done. First, with credentials of the management account: npx orgstrap destroy --guardrails; then run this again${word}`,
    EXIT.unusable,
  );
}

async function requireNoStates(
  config: OrgConfig,
  { keepStates, exportStates: folder }: DestroyOptions,
  access: DestroyAccess,
): Promise<void> {
  if (keepStates || folder !== undefined) return;
  const states = await pipelineStates(config, access);
  const open = states.filter(({ keys, notSeen }) => keys.length > 0 || notSeen !== undefined);
  if (open.length > 0) throw new Failure('StatesExist', statesText(open), EXIT.unusable);
}

async function requireNobodySignsIn(
  config: OrgConfig,
  accept: readonly DestroyAcceptance[],
  stacks: Parameters<typeof openUsers>[1],
  { account }: DestroyAccess,
): Promise<void> {
  const open = await openUsers(config, stacks, account);
  const wordOf = ({ kind }: (typeof open)[number]) => (kind === 'CI' ? 'deleted-keys' : 'revoked-people');
  const obstacles = open.filter((group) => group.isSeen || !accept.includes(wordOf(group)));
  if (obstacles.length === 0) return;
  const words = obstacles.filter(({ isSeen }) => !isSeen).map(wordOf);
  throw new Failure('UsersSignIn', openUsersText(obstacles, words), EXIT.unusable);
}

async function confirmed(
  { organization }: OrgConfig,
  { yes, json }: DestroyOptions,
  { io, prompter }: CommandContext,
  { doomed, retiring, kept }: Doom,
): Promise<void> {
  const say = (text: string) => (json ? io.stderr(text) : io.stdout(text));
  say(`${doomedText(doomed, retiring)}${keptText(kept)}`);
  if (yes !== undefined || prompter === undefined) return;
  const answer = await (await prompter()).text(
    `type the id of the organization, ${organization.id}, to destroy what orgstrap made in it`,
    (given) => (given === organization.id ? undefined : `that is not ${organization.id}; Ctrl-C ends this`),
  );
  if (answer === organization.id) return;
  throw new Failure('Interrupted', 'interrupted: nothing was destroyed', EXIT.interrupted);
}

async function exportedStates(
  config: OrgConfig,
  { exportStates: folder }: DestroyOptions,
  access: DestroyAccess,
): Promise<Pick<Destruction, 'exported'>> {
  if (folder === undefined) return {};
  return { exported: await exportStates(config, await pipelineStates(config, access), folder, access) };
}

/** What still lets somebody in is emptied, and only where that came to its end anything is deleted. */
async function destroyed(
  { retiring, doomed }: Doom,
  assembly: { readonly folder: string; readonly cdk: CdkCli },
  access: DestroyAccess,
  ofStackSets: DeletionAccess['ofStackSets'],
  context: CommandContext,
): Promise<Pick<Destruction, 'retired' | 'deletions'>> {
  const { io } = context;
  const retired =
    retiring.length === 0
      ? undefined
      : await deployedStacks({ ...assembly, stacks: retiring, isExclusive: true }, access, {
          ...context,
          told: (working, count) => progressText(working, count, io.isColoured),
        });
  if (retired !== undefined && !isDeployed(retired)) {
    io.stderr(cdkLog(retired));
    return { retired, deletions: [] };
  }
  const deletions = await deletedMeanwhile('destroy', doomed, { states: access.states, ofStackSets }, context);
  return { ...(retired && { retired }), deletions };
}
