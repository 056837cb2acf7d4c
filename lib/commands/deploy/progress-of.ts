import type { DeployAccess } from '../../aws/deploy-access';
import type { OperationResult } from '../../aws/stack-set-operations';
import type { HomeRegion } from '../../domain/region';
import { stacksOfOrgstrap } from './running-operations';

/** A stack that CloudFormation is at work on, and where it has a StackSet, how far that came. */
export interface StackProgress {
  readonly stack: string;
  readonly status: string;
  readonly accounts?: { readonly all: number; readonly done: number; readonly failed: readonly OperationResult[] };
}

const SETTLED: ReadonlySet<string> = new Set(['SUCCEEDED', 'FAILED', 'CANCELLED']);

/** What AWS is doing at this moment with some stacks, each of which has the name of its StackSet. */
export async function progressOf(
  access: Pick<DeployAccess, 'states' | 'operations'>,
  regions: readonly HomeRegion[],
  stackSets: ReadonlySet<string>,
): Promise<readonly StackProgress[]> {
  const stacks = await stacksOfOrgstrap(access, regions);
  const working = stacks.filter(({ status }) => status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS');
  return Promise.all(
    working.map(async ({ name, status }) => {
      const accounts = stackSets.has(name) ? await accountsOf(access, name) : undefined;
      return { stack: name, status, ...(accounts && { accounts }) };
    }),
  );
}

async function accountsOf(
  { operations }: Pick<DeployAccess, 'operations'>,
  stackSet: string,
): Promise<StackProgress['accounts']> {
  const [latest] = await operations.latest(stackSet);
  if (latest === undefined) return undefined;
  const results = await operations.results(stackSet, latest.id);
  return {
    all: results.length,
    done: results.filter(({ status }) => SETTLED.has(status)).length,
    failed: results.filter(({ status }) => status === 'FAILED'),
  };
}

/**
 * Looks again and again while something is on its way. A look that AWS does not answer is left out: what is shown meanwhile must not end
 * what it is about.
 */
export async function lookingMeanwhile<Result>(
  work: Promise<Result>,
  look: () => Promise<void>,
  wait: (milliseconds: number, signal: AbortSignal) => Promise<void>,
  pause: number,
): Promise<Result> {
  const over = new AbortController();
  const looks = async () => {
    while (!over.signal.aborted) {
      await look().catch(() => undefined);
      await wait(pause, over.signal).catch(() => undefined);
    }
  };
  void looks();
  try {
    return await work;
  } finally {
    over.abort();
  }
}
