import type { Caller } from '../../aws/caller';
import type { Organization } from '../../aws/organization';
import type { DeployedStackSet, StackInstance, StackSets } from '../../aws/stack-sets';
import type { Stacks } from '../../aws/stacks';
import { EXIT, Failure } from '../../domain/failure';
import { stackName } from '../../domain/names';
import type { OrgConfig } from '../../domain/org-config';
import { deploymentAccountOf } from '../../domain/org-config';
import type { CheckCounts } from '../../domain/template-finding';
import { type ComparedOrganization, comparedOrganization } from './compared-organization';
import { type DeploymentTargets, directTarget, stackSetTargetAccounts } from './deployment-targets';
import { leftPermissionSets } from './left-permission-sets';
import { leftPolicies } from './left-policies';
import { type Protection, protectionOf } from './protection';
import { readTemplate } from './read-template';
import { targetsOf } from './stack-set-targets';
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

/** AWS as seen with the credentials of the deployment account. */
export interface DeploymentAccount {
  readonly caller: Caller;
  readonly stacks: Stacks;
  readonly stackSets: StackSets;
  readonly organization: Organization;
}

/** What `cdk deploy --all` would change, and what that widens. */
export interface Plan {
  /** In what the live organization is not as `org.yaml` says. */
  readonly organization: ComparedOrganization;
  /** In the order in which they are deployed. */
  readonly waves: readonly Wave[];
  /** Deployed stacks of orgstrap that are no longer in the app: `cdk deploy` does not take them away. */
  readonly leftBehind: readonly string[];
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
  const organization = await comparedOrganization(config, aws.organization);
  const [{ stacks, checks }, deployed] = await Promise.all([synthesize(), aws.stacks.list()]);
  const statuses = new Map(deployed.map(({ name, status }) => [name, status]));
  const names = new Set(stacks.map(({ name }) => name));
  const waves = await Promise.all(stacks.map((stack) => read(config, stack, statuses.get(stack.name), aws)));
  const changes = waves.flatMap((wave) => wave.changes);
  return {
    organization,
    waves,
    leftBehind: [...statuses.keys()].filter((name) => name.startsWith(stackName('')) && !names.has(name)).sort(),
    protection: protectionOf(
      config,
      stacks.map(({ name }) => name),
      new Map(deployed.map(({ name, isProtected }) => [name, isProtected])),
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

async function read(
  config: OrgConfig,
  { name, template }: SynthesizedStack,
  status: string | undefined,
  aws: DeploymentAccount,
): Promise<Wave> {
  const after = synthesizedTemplate(name, template);
  const [[stackSetName, wanted] = []] = stackSetsOf(after);
  if (stackSetName === undefined || wanted === undefined) {
    const before = await readStack(name, status, aws.stacks);
    return planWave({ name, after, before, reach: directTarget(deploymentAccountOf(config)) });
  }
  const [before, stackSet] = await Promise.all([
    readStack(name, status, aws.stacks),
    readStackSet(config, stackSetName, wanted, aws),
  ]);
  return planWave({ name, after, before, stackSetName, ...stackSet });
}

async function readStack(name: string, status: string | undefined, stacks: Stacks): Promise<DeployedStack> {
  if (status === undefined) return { template: EMPTY_TEMPLATE, status };
  return { template: readTemplate(await stacks.template(name)), status };
}

async function readStackSet(
  config: OrgConfig,
  name: string,
  wanted: Properties,
  { stackSets, organization }: DeploymentAccount,
): Promise<{ deployed: DeployedStackSet | undefined; instances: readonly StackInstance[]; reach: DeploymentTargets }> {
  const targets = targetsOf(wanted.StackInstancesGroup) ?? {
    organizationalUnits: [],
    filter: 'NONE',
    accounts: [],
    regions: [],
  };
  const deployed = await stackSets.describe(name);
  const instances = deployed === undefined ? [] : await stackSets.instances(name);
  return { deployed, instances, reach: await stackSetTargetAccounts(config, targets, organization, instances) };
}

function synthesizedTemplate(name: string, text: string): Template {
  const template = readTemplate(text);
  if (template === undefined) throw new Error(`the synthesised template of ${name} cannot be read`);
  return template;
}
