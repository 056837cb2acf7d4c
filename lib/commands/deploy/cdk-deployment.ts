import type { DeployAccess } from '../../aws/deploy-access';
import type { OperationResult } from '../../aws/stack-set-operations';
import type { AssembledStack } from '../../domain/assembled-app';
import { Failure } from '../../domain/failure';
import type { CommandContext } from '../command';
import { groupsToMend, type InstanceGroup, isSettling, pastSuspended, statesBehind } from '../doctor/mend-instances';
import { onceBegun } from '../once-begun';
import { readTemplate } from '../plan/read-template';
import { stackSetsOf } from '../plan/stack-sets-of';
import { EMPTY_TEMPLATE } from '../plan/template';
import { regionsOf, waitingFor } from './assembled-app';
import type { CdkCli } from './cdk-cli';
import type { CdkEnd } from './cdk-process';
import type { DeployedStacks } from './deployment';
import { failedStacks } from './failed-stacks';
import { lookingMeanwhile, progressOf, type StackProgress } from './progress-of';
import { stacksOfOrgstrap } from './running-operations';

/** What the CDK CLI is to deploy. */
export interface CdkDeployment {
  readonly stacks: readonly AssembledStack[];
  /** The cloud assembly. */
  readonly folder: string;
  readonly cdk: CdkCli;
  /** Whether stacks that these wait for, and that are not among them, are left alone. @default - they are deployed, too */
  readonly isExclusive?: boolean;
  readonly concurrency?: number | undefined;
}

/** What the CDK CLI is started and watched with. */
export type CdkSurroundings = Pick<CommandContext, 'cdkStarter' | 'during' | 'tidily' | 'wait'> & {
  /** What AWS is doing, for people. */
  told(working: readonly StackProgress[], count: { readonly begun: number; readonly all: number }): string;
};

/** Between two looks at what CloudFormation is doing. */
const PAUSE = 5_000;

/** Deploys stacks with the CDK CLI, which stops where one fails: what waits for that is not begun. */
export async function deployedStacks(
  deployment: CdkDeployment,
  access: DeployAccess,
  surroundings: CdkSurroundings,
): Promise<DeployedStacks> {
  const { stacks } = deployment;
  const before = await stacksOfOrgstrap(access, regionsOf(stacks));
  const stackSets = stackSetNames(stacks);
  const seenToFail = new Map<string, readonly OperationResult[]>();
  const cdk = await cdkDeploy(deployment, surroundings, async () => {
    const working = await progressOf(access, regionsOf(stacks), stackSets);
    for (const { stack, accounts } of working) {
      if (accounts !== undefined && accounts.failed.length > 0) seenToFail.set(stack, accounts.failed);
    }
    return working;
  });
  // Where it failed, what it wrote says why; that AWS then says no more must not hide it.
  const orNothing = (error: unknown): readonly [] => {
    if (cdk.status !== 0 && error instanceof Failure) return [];
    throw error;
  };
  return await onceBegun(GOES_ON, async () => {
    const failed = await failedStacks(access, stacks, before, stackSets, seenToFail).catch(orNothing);
    const notBegun = waitingFor(
      stacks,
      failed.map(({ stack }) => stack),
    );
    const toMend = await instancesToMend(access, stackSets).catch(orNothing);
    return { stacks, cdk, failed, notBegun, toMend };
  });
}

/** Whether all of it arrived, but for what is to mend. */
export function isDeployed({ cdk, failed }: DeployedStacks): boolean {
  return cdk.status === 0 && failed.length === 0;
}

/** Each has the name of its stack. */
function stackSetNames(stacks: readonly AssembledStack[]): ReadonlySet<string> {
  return new Set(stacks.flatMap(({ template }) => [...stackSetsOf(readTemplate(template) ?? EMPTY_TEMPLATE).keys()]));
}

/** What is true whenever somebody ends it. */
export const GOES_ON = 'what CloudFormation has begun goes on; run this again, and it goes on from there';

async function cdkDeploy(
  deployment: CdkDeployment,
  { cdkStarter, during, tidily, wait, told }: CdkSurroundings,
  look: () => Promise<readonly StackProgress[]>,
): Promise<CdkEnd> {
  const { stacks, cdk } = deployment;
  const start = await cdkStarter();
  const count = { begun: 0, all: stacks.length };
  const process = start(cdk, argumentsFor(deployment), (line) => {
    // `NAME: deploying... [3/12]`
    const begun = Number(/\[(\d+)\/\d+\]\s*$/.exec(line)?.[1] ?? 0);
    count.begun = Math.max(count.begun, begun);
  });
  return await tidily({ note: GOES_ON, takeAway: () => process.stop() }, () =>
    during('deploy', (tell) => {
      tell('starting the CDK CLI');
      return lookingMeanwhile(process.end, async () => tell(told(await look(), count)), wait, PAUSE);
    }),
  );
}

/** Nothing in them is secret: credentials are in the environment, or where the SDK finds them. */
function argumentsFor({ stacks, folder, isExclusive, concurrency }: CdkDeployment): readonly string[] {
  return [
    'deploy',
    ...stacks.map(({ id }) => id),
    ...['--app', folder],
    ...['--require-approval', 'never'],
    ...['--progress', 'events'],
    '--no-color',
    ...(isExclusive ? ['--exclusively'] : []),
    ...(concurrency === undefined ? [] : ['--concurrency', String(concurrency)]),
  ];
}

/** Half of an environment may fail, and its stack does not. */
async function instancesToMend(
  { account }: DeployAccess,
  stackSets: ReadonlySet<string>,
): Promise<readonly InstanceGroup[]> {
  // The management account that installs guardrails is no administrator of what Ops delivers.
  if (stackSets.size === 0) return [];
  const there = await account.stackSets.names();
  const found = await Promise.all(
    [...stackSets]
      .filter((name) => there.includes(name))
      .map(async (name) => groupsToMend(name, await account.stackSets.instances(name))),
  );
  const groups = found.flat().filter((group) => !isSettling(group));
  return pastSuspended(groups, await statesBehind(groups, account.organization));
}
