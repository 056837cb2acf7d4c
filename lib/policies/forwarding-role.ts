import { FORWARDING_RULE } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { loadPolicy, type ReviewedPolicy } from './load-policy';

/**
 * Who becomes the role of forwarding rules, and what it may do.
 *
 * @param account - the id of the account that it is in, or a token that stands for it
 */
export function forwardingRole(
  config: OrgConfig,
  account: string,
): { readonly trust: ReviewedPolicy; readonly permissions: ReviewedPolicy } {
  const { partition, audit } = namesOf(config);
  return {
    trust: loadPolicy('alarm-forwarding-role.trust', { partition, account, rule: FORWARDING_RULE }),
    permissions: loadPolicy('alarm-forwarding-role.permissions', { bus: audit.alarmBusArn }),
  };
}
