import type { DeployAccess } from '../../aws/deploy-access';
import type { OperationResult } from '../../aws/stack-set-operations';
import type { ResourceFailure, StackState } from '../../aws/stack-states';
import type { AssembledStack } from '../../domain/assembled-app';
import { isHomeRegion } from '../../domain/region';

/** A stack that did not become what it should. */
export interface FailedStack {
  readonly stack: string;
  readonly status: string;
  /** What AWS says of its resources. */
  readonly resources: readonly ResourceFailure[];
  /** Where it has a StackSet: the accounts in which its operation failed. */
  readonly accounts: readonly OperationResult[];
}

/** Statuses of a stack that is not what its template says. */
function isFailed({ status }: Pick<StackState, 'status'>): boolean {
  return status.endsWith('_FAILED') || /ROLLBACK_COMPLETE(_CLEANUP_IN_PROGRESS)?$/.test(status);
}

/**
 * Those of some stacks that failed since they were looked at before. One that was rolled back earlier, and that nobody touched, keeps saying
 * so.
 *
 * @param seenToFail - what was seen of StackSets meanwhile: CloudFormation takes one back with the stack that could not be created
 */
export async function failedStacks(
  access: Pick<DeployAccess, 'states' | 'operations'>,
  stacks: readonly AssembledStack[],
  before: readonly StackState[],
  stackSets: ReadonlySet<string>,
  seenToFail: ReadonlyMap<string, readonly OperationResult[]>,
): Promise<readonly FailedStack[]> {
  const found = await Promise.all(
    stacks.map(async ({ name, region }) => {
      if (!isHomeRegion(region)) return undefined;
      const now = await access.states.find({ name, region });
      const was = before.find((state) => state.name === name && state.region === region);
      if (now === undefined || !isFailed(now)) return undefined;
      return isSame(was, now) ? undefined : now;
    }),
  );
  return await Promise.all(
    found
      .filter((state) => state !== undefined)
      .map(async (state) => ({
        stack: state.name,
        status: state.status,
        resources: await access.states.failures(state),
        accounts: stackSets.has(state.name)
          ? ((await failedAccounts(access, state.name)) ?? seenToFail.get(state.name) ?? [])
          : [],
      })),
  );
}

function isSame(was: StackState | undefined, now: StackState): boolean {
  return was?.id === now.id && was.status === now.status && was.changed === now.changed;
}

/** The rollback of a stack is an operation of its StackSet, too, so what failed is in the one before. */
async function failedAccounts(
  { operations }: Pick<DeployAccess, 'operations'>,
  stackSet: string,
): Promise<readonly OperationResult[] | undefined> {
  const latest = await operations.latest(stackSet);
  const failed = latest.slice(0, LOOKED_AT).find(({ status }) => status === 'FAILED' || status === 'STOPPED');
  if (failed === undefined) return undefined;
  const results = await operations.results(stackSet, failed.id);
  return results.filter(({ status }) => status === 'FAILED');
}

/** What is further back is of another deployment: an update is one or two operations, and so is the way back. */
const LOOKED_AT = 4;
