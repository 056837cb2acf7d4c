import type { DeployAccess } from '../../aws/deploy-access';
import type { StackState } from '../../aws/stack-states';
import type { Clock } from '../../aws/throttle';
import { EXIT, Failure } from '../../domain/failure';
import { stackName } from '../../domain/names';
import type { HomeRegion } from '../../domain/region';
import type { Choice } from './assembled-app';

/** Something that AWS is doing to what orgstrap deployed. */
export interface RunningOperation {
  /** Of a stack, or of a StackSet. */
  readonly name: string;
  /** CloudFormation's words. */
  readonly what: string;
}

/** A change set that nobody executed is no operation, and holds nothing up. */
const DRAFTED = 'REVIEW_IN_PROGRESS';
const RUNNING: ReadonlySet<string> = new Set(['RUNNING', 'QUEUED', 'STOPPING']);

/** The stacks of orgstrap in some Regions. */
export async function stacksOfOrgstrap(
  { states }: Pick<DeployAccess, 'states'>,
  regions: readonly HomeRegion[],
): Promise<readonly StackState[]> {
  const all = await states.all(regions);
  return all.filter(({ name }) => name.startsWith(stackName('')));
}

/**
 * What AWS shows to be on its way: of another deployment, of an earlier one that was interrupted, or of StackSets that serve an account
 * which entered its OU. No file of this machine says that, so it holds for every machine. Guardrails have no StackSets, and their account may
 * not see those of a delegated administrator as its own.
 */
export async function runningOperations(
  access: Pick<DeployAccess, 'account' | 'states' | 'operations'>,
  regions: readonly HomeRegion[],
  { guardrails }: Choice = {},
): Promise<readonly RunningOperation[]> {
  const [stacks, sets] = await Promise.all([
    stacksOfOrgstrap(access, regions),
    guardrails ? [] : access.account.stackSets.names().catch(unlessRefused),
  ]);
  const ofStacks = stacks
    .filter(({ status }) => status.endsWith('_IN_PROGRESS') && status !== DRAFTED)
    .map(({ name, status }) => ({ name, what: status }));
  const ofSets = await Promise.all(
    sets
      .filter((name) => name.startsWith(stackName('')))
      .map(async (name) => {
        const operations = await access.operations.latest(name);
        return operations
          .filter(({ status }) => RUNNING.has(status))
          .map(({ action, status, id }) => ({ name, what: `${action} ${status} (operation ${id})` }));
      }),
  );
  return [...ofStacks, ...ofSets.flat()];
}

/** Who may not see StackSets has none at work; why it may not, doctor and plan say with everything else. */
function unlessRefused(error: unknown): readonly [] {
  if (error instanceof Failure && error.exitStatus === EXIT.unusable) return [];
  throw error;
}

/** While something runs. */
const PAUSE = 5_000;
/** While nothing does. */
const BETWEEN_LOOKS = 3_000;

/**
 * Waits until nothing runs any more.
 *
 * @param looks - how many looks one after the other must find nothing: between two stacks, a deployment drafts a change set, and nothing runs
 * @param patience - for how many milliseconds at most it waits for what runs
 * @param tell - told what runs, before each pause
 * @throws Failure `DeploymentRunning` where something still runs then
 */
export async function untilNothingRuns(
  look: () => Promise<readonly RunningOperation[]>,
  { now, wait }: Clock,
  looks: number,
  patience: number,
  tell: (running: readonly RunningOperation[]) => void,
): Promise<void> {
  const end = now() + patience;
  let quiet = 0;
  while (quiet < looks) {
    if (quiet > 0) await wait(BETWEEN_LOOKS);
    const running = await look();
    quiet = running.length === 0 ? quiet + 1 : 0;
    if (quiet > 0) continue;
    const left = end - now();
    if (left <= 0) throw stillRunning(running);
    tell(running);
    await wait(Math.min(PAUSE, left));
  }
}

function stillRunning(running: readonly RunningOperation[]): Failure {
  return new Failure(
    'DeploymentRunning',
    [
      'AWS is still at work on what orgstrap deployed, for somebody else or for a run that was interrupted; nothing was done:',
      ...running.map(({ name, what }) => `  ${name}: ${what}`),
      'run this again once that is over, or let it wait: --wait MINUTES',
    ].join('\n'),
    EXIT.unusable,
  );
}
