import type { DeployAccess } from '../../aws/deploy-access';
import type { OrgConfig } from '../../domain/org-config';
import { isHomeRegion } from '../../domain/region';
import type { LiveCheck } from '../../estate/live-check';
import { isOfRootUser } from '../../estate/root-user';
import { expectedAccounts } from '../../policies/expected-accounts';
import type { CommandContext } from '../command';
import { groupsToMend, type InstanceGroup, isSettling } from '../doctor/mend-instances';
import type { LeftStack } from '../plan/edits/left-stacks';
import { readTemplate } from '../plan/read-template';
import { stackSetsOf } from '../plan/stack-sets-of';
import { EMPTY_TEMPLATE } from '../plan/template';
import { isOfSubscription } from '../verify/alarm-checks';
import { isOfGuardrail } from '../verify/guardrail-checks';
import { type VerifiedAccount, verify } from '../verify/verify';
import { type AssembledStack, type Choice, regionsOf, waitingFor } from './assembled-app';
import type { CdkCli } from './cdk-cli';
import type { CdkEnd } from './cdk-process';
import { type Deletion, deleteStack } from './delete-stack';
import type { Deployment } from './deployment';
import { failedStacks } from './failed-stacks';
import { lookingMeanwhile, progressOf, type StackProgress } from './progress-of';
import { stacksOfOrgstrap } from './running-operations';

/** What was planned and confirmed. */
export interface ConfirmedDeployment extends Choice {
  readonly stacks: readonly AssembledStack[];
  /** Stacks that left `org.yaml`, in the order in which they are deleted. */
  readonly left: readonly LeftStack[];
  /** The cloud assembly. */
  readonly folder: string;
  readonly cdk: CdkCli;
  readonly concurrency?: number | undefined;
}

type Told = (working: readonly StackProgress[], count: { readonly begun: number; readonly all: number }) => string;

type Surroundings = Pick<
  CommandContext,
  'auditorAccess' | 'cdkStarter' | 'during' | 'now' | 'tidily' | 'uninterrupted' | 'wait'
> & {
  /** What AWS is doing, for people. */
  readonly told: Told;
};

/** Between two looks at what CloudFormation is doing. */
const PAUSE = 5_000;

/**
 * Deploys what was planned, with the CDK CLI; then deletes what left, and looks at what is there. It stops where something failed: what
 * comes after it is not begun.
 */
export async function deployedChoice(
  config: OrgConfig,
  confirmed: ConfirmedDeployment,
  access: DeployAccess,
  surroundings: Surroundings,
): Promise<Deployment> {
  const { stacks, left } = confirmed;
  const before = await stacksOfOrgstrap(access, regionsOf(stacks));
  const stackSets = stackSetNames(stacks);
  const cdk = await cdkDeploy(confirmed, stackSets, access, surroundings);
  const failed = await failedStacks(access, stacks, before, stackSets);
  const toMend = await instancesToMend(access, stackSets);
  const report = { stacks, cdk, failed, toMend };
  if (cdk.status !== 0 || failed.length > 0) {
    const names = failed.map(({ stack }) => stack);
    const notVerified = 'the deployment did not come to its end';
    return { ...report, notBegun: waitingFor(stacks, names), deletions: [], notVerified };
  }
  const deletions = await deletedStacks(left, access, surroundings);
  return { ...report, notBegun: [], deletions, ...(await verification(config, confirmed, surroundings)) };
}

/** Each has the name of its stack. */
function stackSetNames(stacks: readonly AssembledStack[]): ReadonlySet<string> {
  return new Set(stacks.flatMap(({ template }) => [...stackSetsOf(readTemplate(template) ?? EMPTY_TEMPLATE).keys()]));
}

/** What is true whenever somebody ends it. */
const NOTE = 'what CloudFormation has begun goes on; run orgstrap deploy again, and it goes on from there';

async function cdkDeploy(
  { stacks, folder, cdk, concurrency }: ConfirmedDeployment,
  stackSets: ReadonlySet<string>,
  access: DeployAccess,
  { cdkStarter, during, tidily, wait, told }: Surroundings,
): Promise<CdkEnd> {
  const start = await cdkStarter();
  const count = { begun: 0, all: stacks.length };
  const process = start(cdk, argumentsFor(stacks, folder, concurrency), (line) => {
    // `NAME: deploying... [3/12]`
    const begun = Number(/\[(\d+)\/\d+\]\s*$/.exec(line)?.[1] ?? 0);
    count.begun = Math.max(count.begun, begun);
  });
  return await tidily({ note: NOTE, takeAway: () => process.stop() }, () =>
    during('deploy', (tell) => {
      tell('starting the CDK CLI');
      const look = async () => {
        const working = await progressOf(access, regionsOf(stacks), stackSets);
        tell(told(working, count));
      };
      return lookingMeanwhile(process.end, look, wait, PAUSE);
    }),
  );
}

/** Nothing in them is secret: credentials are in the environment, or where the SDK finds them. */
function argumentsFor(
  stacks: readonly AssembledStack[],
  folder: string,
  concurrency: number | undefined,
): readonly string[] {
  return [
    'deploy',
    ...stacks.map(({ id }) => id),
    ...['--app', folder],
    ...['--require-approval', 'never'],
    ...['--progress', 'events'],
    '--no-color',
    ...(concurrency === undefined ? [] : ['--concurrency', String(concurrency)]),
  ];
}

/** Half of an environment may fail, and its stack does not. */
async function instancesToMend(
  { account }: DeployAccess,
  stackSets: ReadonlySet<string>,
): Promise<readonly InstanceGroup[]> {
  const there = await account.stackSets.names();
  const groups = await Promise.all(
    [...stackSets]
      .filter((name) => there.includes(name))
      .map(async (name) => groupsToMend(name, await account.stackSets.instances(name))),
  );
  return groups.flat().filter((group) => !isSettling(group));
}

/** One after the other: a later one may be what an earlier one wears. What could not be deleted keeps those behind it. */
export async function deletedStacks(
  left: readonly Pick<LeftStack, 'stack' | 'region'>[],
  { states }: Pick<DeployAccess, 'states'>,
  { during, now, wait }: Pick<Surroundings, 'during' | 'now' | 'wait'>,
): Promise<readonly Deletion[]> {
  const deletions: Deletion[] = [];
  for (const { stack: name, region } of left) {
    if (!isHomeRegion(region)) throw new Error(`${region} is no Region`);
    const deletion = await during('deploy', (tell) => {
      tell(`deleting ${name}`);
      return deleteStack(states, { name, region }, { now: () => now().getTime(), wait });
    });
    deletions.push(deletion);
    if (deletion.result === 'failed' || deletion.result === 'still running') break;
  }
  return deletions;
}

/** Who deploys need not be an operator, and then nobody saw anything: that is said, and is no failure of the deployment. */
async function verification(
  config: OrgConfig,
  { guardrails, wave }: Choice,
  { auditorAccess, during }: Surroundings,
): Promise<Pick<Deployment, 'verified' | 'notVerified'>> {
  if (guardrails) return { notVerified: 'the guardrails alone are deployed; run orgstrap verify as an operator' };
  if (wave !== undefined) return { notVerified: 'a part alone is deployed; run orgstrap verify once all is' };
  if (config.operators === undefined) {
    return {
      notVerified:
        'org.yaml has no operators, so no account has a role to look as: nobody has seen whether roles, boundaries and trails are there as they should be',
    };
  }
  const expected = expectedAccounts(config);
  const verified = await during('verify', async (tell) => {
    tell(`entering ${expected.length} accounts`);
    return verify(config, expected, await auditorAccess(config), (seen) =>
      tell(`${seen} of ${expected.length} accounts seen`),
    );
  });
  if (verified.every(isClosed)) {
    return { notVerified: 'these credentials are of no operator of org.yaml; run orgstrap verify as one' };
  }
  return { verified: verified.map(deployedOf) };
}

/** Nothing that was deployed could mend its root user, confirm a subscription or install guardrails: `orgstrap verify` speaks of them. */
function deployedOf(account: VerifiedAccount): VerifiedAccount {
  const isApart = (check: LiveCheck) => isOfRootUser(check) || isOfSubscription(check) || isOfGuardrail(check);
  return { ...account, checks: account.checks.filter((check) => !isApart(check)) };
}

function isClosed({ checks }: VerifiedAccount): boolean {
  return checks.every(({ result, isUnanswered }) => result === 'not seen' && isUnanswered !== true);
}
