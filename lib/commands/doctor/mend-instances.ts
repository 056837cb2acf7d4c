import type { Organization } from '../../aws/organization';
import type { StackInstance } from '../../aws/stack-sets';
import { deploymentAccountOf, type OrgConfig } from '../../domain/org-config';
import { failureIn } from '../../estate/live-check';
import type { Mending } from '../../estate/mending';
import { stackInstancesCommand } from '../../estate/stack-instances-command';

/** Instances of one StackSet with which the same is wrong. */
export interface InstanceGroup {
  readonly stackSet: string;
  /** AWS's word: a detailed status, or the status where the last operation succeeded. */
  readonly status: string;
  readonly reason?: string | undefined;
  readonly region?: string | undefined;
  /** The OU, or the root, that the StackSet targets. */
  readonly unit?: string | undefined;
  readonly instances: readonly StackInstance[];
}

/**
 * The instances that are not up to date, those with the same status, reason and target together.
 *
 * What could not be deleted stays INOPERABLE, whatever the last operation came to; a failed import alone can be tried again.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackInstanceSummary.html
 */
export function groupsToMend(stackSet: string, instances: readonly StackInstance[]): readonly InstanceGroup[] {
  const groups = new Map<string, InstanceGroup>();
  for (const instance of instances) {
    const status = statusOf(instance);
    if (status === 'CURRENT') continue;
    const { reason, region, unit } = instance;
    const key = JSON.stringify([status, reason, region, unit]);
    const others = groups.get(key)?.instances ?? [];
    groups.set(key, { stackSet, status, reason, region, unit, instances: [...others, instance] });
  }
  return [...groups.values()];
}

function statusOf({ status, detailedStatus }: StackInstance): string {
  if (status === 'INOPERABLE' && detailedStatus !== 'FAILED_IMPORT') return status;
  return detailedStatus === undefined || detailedStatus === 'SUCCEEDED' ? status : detailedStatus;
}

/** What Organizations calls the state of each account, by its id. */
export type AccountStates = ReadonlyMap<string, string>;

/** The states of accounts, where some instance asks for them; none where these credentials may not see them. */
export async function statesBehind(
  groups: readonly InstanceGroup[],
  organization: Pick<Organization, 'tree'>,
): Promise<AccountStates> {
  if (!groups.some(wasSuspended)) return new Map();
  try {
    const { accounts } = await organization.tree();
    return new Map(accounts.map(({ id, state }) => [id, state]));
  } catch (error) {
    failureIn(error);
    return new Map();
  }
}

/**
 * Less what suspended accounts missed: nobody works in them, and nobody can mend anything there before AWS opens them again. A closed account
 * stays in its OU for 90 days.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_close.html
 */
export function pastSuspended(groups: readonly InstanceGroup[], states: AccountStates): readonly InstanceGroup[] {
  return groups.flatMap((group) => {
    if (!wasSuspended(group)) return [group];
    const instances = group.instances.filter(({ account }) => (states.get(account) ?? 'ACTIVE') === 'ACTIVE');
    return instances.length === 0 ? [] : [{ ...group, instances }];
  });
}

/** An operation is on its way, or waits for its turn. */
export function isSettling({ status }: InstanceGroup): boolean {
  return status === 'PENDING' || status === 'RUNNING';
}

/**
 * What mends a group, with the commands of the AWS CLI, which run with credentials of the deployment account.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-troubleshooting.html
 */
export function mendingOf(config: Pick<OrgConfig, 'deployFrom' | 'homeRegion'>, group: InstanceGroup): string {
  const { stackSet, unit = 'OU', region } = group;
  const instances = { stackSet, units: [unit], accounts: accountsOf(group), region };
  const run = (verb: string, ...options: readonly string[]) => stackInstancesCommand(config, verb, instances, options);
  const again = run('update-stack-instances');
  switch (group.status) {
    case 'INOPERABLE': {
      const stacks = group.instances.flatMap(({ stack }) => stack ?? []);
      const byHand =
        stacks.length === 0
          ? ''
          : ` in each account aws cloudformation delete-stack --stack-name ARN (${stacks.join(', ')}), once what kept it from being deleted is gone;`;
      return `no update reaches it any more: ${run('delete-stack-instances', '--retain-stacks')};${byHand} then, where the account is still below the OU, ${run('create-stack-instances')}`;
    }
    case 'SKIPPED_SUSPENDED_ACCOUNT':
      return `once the account is open again: ${again}; if it stays closed, remove it from org.yaml and move it out of the OU`;
    case 'FAILED':
    case 'FAILED_IMPORT':
      return `mend what AWS says, then: ${again}`;
    case 'CANCELLED':
      return `somebody stopped the operation, or too many accounts failed: mend those, then: ${again}`;
    default:
      return again;
  }
}

/**
 * Where the StackSet's next operation is all that a group wants: AWS names nothing that somebody must mend before.
 */
export function anotherOperation(config: OrgConfig, group: InstanceGroup, states: AccountStates): Mending | undefined {
  const { stackSet, unit, region = config.homeRegion } = group;
  const isWanted = wasSuspended(group)
    ? accountsOf(group).every((account) => states.get(account) === 'ACTIVE')
    : group.status === 'OUTDATED';
  if (unit === undefined || !isWanted) return undefined;
  return {
    kind: 'update instances',
    account: deploymentAccountOf(config),
    stackSet,
    unit,
    accounts: accountsOf(group),
    region,
  };
}

/** The last operation passed the accounts over; the next one does not, once they are open again. */
function wasSuspended({ status }: InstanceGroup): boolean {
  return status === 'SKIPPED_SUSPENDED_ACCOUNT';
}

export function accountsOf({ instances }: InstanceGroup): readonly string[] {
  return [...new Set(instances.map(({ account }) => account))].sort();
}
