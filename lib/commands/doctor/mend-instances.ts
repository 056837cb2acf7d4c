import type { StackInstance } from '../../aws/stack-sets';
import { deploymentAccountOf, type OrgConfig } from '../../domain/org-config';
import type { Mending } from '../../estate/mending';

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
  const run = (verb: string, ...options: readonly string[]) =>
    [
      `aws cloudformation ${verb} --stack-set-name ${group.stackSet}`,
      `--call-as ${config.deployFrom === 'management' ? 'SELF' : 'DELEGATED_ADMIN'}`,
      `--deployment-targets OrganizationalUnitIds=${group.unit ?? 'OU'},Accounts=${accountsOf(group).join(',')},AccountFilterType=INTERSECTION`,
      `--regions ${group.region ?? config.homeRegion} --region ${config.homeRegion}`,
      ...options,
    ].join(' ');
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
 *
 * @param open - the ids of accounts that are not suspended
 */
export function anotherOperation(
  config: OrgConfig,
  group: InstanceGroup,
  open: readonly string[],
): Mending | undefined {
  const { stackSet, unit, region = config.homeRegion } = group;
  const isWanted = wasSuspended(group)
    ? accountsOf(group).every((account) => open.includes(account))
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
export function wasSuspended({ status }: InstanceGroup): boolean {
  return status === 'SKIPPED_SUSPENDED_ACCOUNT';
}

export function accountsOf({ instances }: InstanceGroup): readonly string[] {
  return [...new Set(instances.map(({ account }) => account))].sort();
}
