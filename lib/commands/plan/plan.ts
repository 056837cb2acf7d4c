import type { DeploymentAccount } from '../../aws/deployment-account';
import type { DeployedStackSet, StackInstance } from '../../aws/stack-sets';
import type { AccountId } from '../../domain/ids';
import type { OrgConfig } from '../../domain/org-config';
import { deploymentAccountOf } from '../../domain/org-config';
import type { CheckCounts } from '../../domain/template-finding';
import { type ComparedOrganization, comparedOrganization } from './compared-organization';
import { deployedEstate, type ListedStack } from './deployed-estate';
import { type DeploymentTargets, directTarget, stackSetTargetAccounts } from './deployment-targets';
import { editedEstate } from './edited-estate';
import type { Edit } from './edits/edit';
import { editsOf } from './edits/edits';
import { type LeftStack, stacksLeftBehind } from './edits/left-stacks';
import { leftPermissionSets } from './left-permission-sets';
import { leftPolicies } from './left-policies';
import { type Protection, protectionOf } from './protection';
import { readTemplate } from './read-template';
import { requireDeploymentAccount, requireManagementAccount } from './right-account';
import { NOWHERE, targetsOf } from './stack-set-targets';
import { stackSetsOf } from './stack-sets-of';
import { EMPTY_TEMPLATE, type Properties, type Template } from './template';
import { type DeployedStack, planWave, type Wave } from './wave';

/** A stack as `cdk deploy` would deploy it. */
export interface SynthesizedStack {
  readonly name: string;
  /** Its template, as JSON. */
  readonly template: string;
}

/** All that is compared, and what its checks came to. */
export interface SynthesizedApp {
  /** In the order in which they are deployed. */
  readonly stacks: readonly SynthesizedStack[];
  readonly checks: CheckCounts;
}

/** What `cdk deploy --all` would change, and what that widens. */
export interface Plan {
  /** In what the live organization is not as `org.yaml` says. */
  readonly organization: ComparedOrganization;
  /** In the order in which they are deployed. */
  readonly waves: readonly Wave[];
  /** What the edits of `org.yaml` mean for what is deployed, beyond what changes. */
  readonly edits: readonly Edit[];
  /** Deployed stacks of orgstrap that are no longer in the app: `cdk deploy` does not take them away. In the order in which they can be deleted. */
  readonly leftBehind: readonly LeftStack[];
  readonly protection: Protection;
  /** Permission sets that are left in Identity Center, assigned to nobody, because their assignments go after them. */
  readonly leftPermissionSets: readonly string[];
  /** Policies that are left in product accounts, because permission sets put them off after they should go. */
  readonly leftPolicies: readonly string[];
  /** What the checks of all templates came to. */
  readonly checks: CheckCounts;
}

/**
 * Compares the app with what is deployed. Asks CloudFormation and Organizations, and changes nothing.
 *
 * @param synthesize - makes the stacks; it is not called with wrong credentials
 * @throws Failure `WrongAccount` where the credentials are not of the deployment account; `OrganizationDiffers` where the live
 *   organization makes a deployment break, before anything else is asked; and what the ports throw
 */
export async function plan(
  config: OrgConfig,
  synthesize: () => Promise<SynthesizedApp>,
  aws: DeploymentAccount,
): Promise<Plan> {
  await requireDeploymentAccount(config, aws.caller);
  const { compared, live } = await comparedOrganization(config, aws.organization);
  const [app, estate] = await Promise.all([synthesize(), deployedEstate(config, aws)]);
  const stacks = templatesOf(app);
  const [edited, waves] = await Promise.all([
    editedEstate(config, estate, stacks, aws, live),
    wavesOf(config, deploymentAccountOf(config), stacks, estate.stacks, aws),
  ]);
  return {
    ...changesOf(config, app, waves, estate.stacks),
    organization: compared,
    edits: editsOf(edited),
    leftBehind: stacksLeftBehind(edited),
  };
}

/**
 * The same for the stacks of the management account that the guardrails are deployed with. They are in no edit of the rest, and nothing is
 * left behind by them: without guardrails in `org.yaml` there is nothing to synthesise.
 *
 * @param synthesize - makes the stacks of the guardrails, and no others
 * @throws Failure `WrongAccount` where the credentials are not of the management account; and what the ports throw
 */
export async function planGuardrails(
  config: OrgConfig,
  synthesize: () => Promise<SynthesizedApp>,
  aws: DeploymentAccount,
): Promise<Plan> {
  await requireManagementAccount(config, aws.caller);
  const { compared } = await comparedOrganization(config, aws.organization);
  const [app, estate] = await Promise.all([synthesize(), deployedEstate(config, aws)]);
  const { managementAccount } = config.organization;
  const waves = await wavesOf(config, managementAccount, templatesOf(app), estate.stacks, aws);
  return { ...changesOf(config, app, waves, estate.stacks), organization: compared, edits: [], leftBehind: [] };
}

type ParsedStack = { readonly name: string; readonly template: Template };

function templatesOf({ stacks }: SynthesizedApp): readonly ParsedStack[] {
  return stacks.map(({ name, template }) => ({ name, template: synthesizedTemplate(name, template) }));
}

function wavesOf(
  config: OrgConfig,
  account: AccountId,
  stacks: readonly ParsedStack[],
  listed: readonly ListedStack[],
  aws: DeploymentAccount,
): Promise<readonly Wave[]> {
  const deployed = new Map(listed.map((stack) => [stack.name, stack]));
  return Promise.all(
    stacks.map((stack) => read(config, account, stack, deployed.get(stack.name) ?? NOT_DEPLOYED, aws)),
  );
}

function changesOf(
  config: OrgConfig,
  { stacks, checks }: SynthesizedApp,
  waves: readonly Wave[],
  listed: readonly ListedStack[],
): Pick<Plan, 'waves' | 'protection' | 'leftPermissionSets' | 'leftPolicies' | 'checks'> {
  const changes = waves.flatMap((wave) => wave.changes);
  return {
    waves,
    protection: protectionOf(
      config,
      stacks.map(({ name }) => name),
      new Map(listed.map(({ name, isProtected }) => [name, isProtected])),
    ),
    leftPermissionSets: leftPermissionSets(changes),
    leftPolicies: leftPolicies(changes),
    checks,
  };
}

const NOT_DEPLOYED: DeployedStack = { template: EMPTY_TEMPLATE, status: undefined };

async function read(
  config: OrgConfig,
  account: AccountId,
  { name, template: after }: { readonly name: string; readonly template: Template },
  before: DeployedStack,
  aws: DeploymentAccount,
): Promise<Wave> {
  const [[stackSetName, wanted] = []] = stackSetsOf(after);
  if (stackSetName === undefined || wanted === undefined) {
    return planWave({ name, after, before, reach: directTarget(account) });
  }
  const stackSet = await readStackSet(config, stackSetName, wanted, aws);
  return planWave({ name, after, before, stackSetName, ...stackSet });
}

async function readStackSet(
  config: OrgConfig,
  name: string,
  wanted: Properties,
  { stackSets, organization }: DeploymentAccount,
): Promise<{ deployed: DeployedStackSet | undefined; instances: readonly StackInstance[]; reach: DeploymentTargets }> {
  const targets = targetsOf(wanted.StackInstancesGroup) ?? NOWHERE;
  const deployed = await stackSets.describe(name);
  const instances = deployed === undefined ? [] : await stackSets.instances(name);
  return { deployed, instances, reach: await stackSetTargetAccounts(config, targets, organization, instances) };
}

function synthesizedTemplate(name: string, text: string): Template {
  const template = readTemplate(text);
  if (template === undefined) throw new Error(`the synthesised template of ${name} cannot be read`);
  return template;
}
