import { alarmBusArn, FORWARDING_RULE } from '../domain/names';
import type { OrgConfig } from '../domain/org-config';
import { partitionOf } from '../domain/region';
import { loadPolicy, type ReviewedPolicy } from './load-policy';

/**
 * Who becomes the role of forwarding rules, and what it may do.
 *
 * @param account - the id of the account that it is in, or a token that stands for it
 */
export function forwardingRole(
  { accounts, homeRegion }: OrgConfig,
  account: string,
): { readonly trust: ReviewedPolicy; readonly permissions: ReviewedPolicy } {
  const partition = partitionOf(homeRegion);
  const bus = alarmBusArn(partition, homeRegion, accounts.terraform);
  return {
    trust: loadPolicy('alarm-forwarding-role.trust', { partition, account, rule: FORWARDING_RULE }),
    permissions: loadPolicy('alarm-forwarding-role.permissions', { bus }),
  };
}
