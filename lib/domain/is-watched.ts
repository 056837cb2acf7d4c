import type { AccountId } from './account-id';
import type { OrgConfig } from './org-config';

/**
 * Whether what happens in an account of `org.yaml` reaches the alarms. What forwards it from the management account comes with
 * the rest, or with the guardrails: nothing else is deployed there from the Ops account.
 */
export function isWatched({ audit, deployFrom, guardrails, organization }: OrgConfig, account: AccountId): boolean {
  if (audit === undefined) return false;
  return account !== organization.managementAccount || deployFrom === 'management' || guardrails !== undefined;
}
