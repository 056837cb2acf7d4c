import type { Caller } from '../../aws/caller';
import type { DeploymentAccount } from '../../aws/deployment-account';
import type { DeployedStackSet, StackInstance } from '../../aws/stack-sets';
import { EXIT, Failure } from '../../domain/failure';
import type { OrgConfig } from '../../domain/org-config';
import { deploymentAccountOf } from '../../domain/org-config';
import type { CheckCounts } from '../../domain/template-finding';
import { type ComparedOrganization, comparedOrganization } from './compared-organization';
import { deployedEstate } from './deployed-estate';
import { type DeploymentTargets, directTarget, stackSetTargetAccounts } from './deployment-targets';
import { editedEstate } from './edited-estate';
import type { Edit } from './edits/edit';
import { editsOf } from './edits/edits';
import { type LeftStack, stacksLeftBehind } from './edits/left-stacks';
import { leftPermissionSets } from './left-permission-sets';
import { leftPolicies } from './left-policies';
import { type Protection, protectionOf } from './protection';
import { readTemplate } from './read-template';
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
  const [{ stacks: synthesized, checks }, estate] = await Promise.all([synthesize(), deployedEstate(config, aws)]);
  const stacks = synthesized.map(({ name, template }) => ({ name, template: synthesizedTemplate(name, template) }));
  const deployed = new Map(estate.stacks.map((stack) => [stack.name, stack]));
  const [edited, ...waves] = await Promise.all([
    editedEstate(config, estate, stacks, aws, live),
    ...stacks.map((stack) => read(config, stack, deployed.get(stack.name) ?? NOT_DEPLOYED, aws)),
  ]);
  const changes = waves.flatMap((wave) => wave.changes);
  return {
    organization: compared,
    waves,
    edits: editsOf(edited),
    leftBehind: stacksLeftBehind(edited),
    protection: protectionOf(
      config,
      stacks.map(({ name }) => name),
      new Map(estate.stacks.map(({ name, isProtected }) => [name, isProtected])),
    ),
    leftPermissionSets: leftPermissionSets(changes),
    leftPolicies: leftPolicies(changes),
    checks,
  };
}

/** With the credentials of another account everything would look new. */
async function requireDeploymentAccount(config: OrgConfig, caller: Caller): Promise<void> {
  const wanted = deploymentAccountOf(config);
  const found = await caller.account();
  if (found === wanted) return;
  throw new Failure(
    'WrongAccount',
    `these are credentials of account ${found}, expected the deployment account ${wanted} (deployFrom: ${config.deployFrom}); use those that cdk deploy runs with`,
    EXIT.unusable,
  );
}

const NOT_DEPLOYED: DeployedStack = { template: EMPTY_TEMPLATE, status: undefined };

async function read(
  config: OrgConfig,
  { name, template: after }: { readonly name: string; readonly template: Template },
  before: DeployedStack,
  aws: DeploymentAccount,
): Promise<Wave> {
  const [[stackSetName, wanted] = []] = stackSetsOf(after);
  if (stackSetName === undefined || wanted === undefined) {
    return planWave({ name, after, before, reach: directTarget(deploymentAccountOf(config)) });
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
