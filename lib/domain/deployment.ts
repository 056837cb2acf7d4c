import type { AccountId } from './account-id';
import type { OrgConfig } from './org-config';

/** The account that `cdk deploy` runs in. */
export function deploymentAccountOf(config: OrgConfig): AccountId {
  return config.deployFrom === 'management' ? config.organization.managementAccount : config.accounts.ops;
}
