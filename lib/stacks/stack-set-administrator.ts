import type { StackSetAdministrator, StackSetTarget } from '../constructs/service-managed-stack-set';
import { namesOf } from '../domain/names-of';
import type { Environment, OrgConfig } from '../domain/org-config';

/** Who creates the StackSets of an organization: the account that its `org.yaml` deploys from. */
export function stackSetAdministrator(config: OrgConfig): StackSetAdministrator {
  return {
    callAs: config.deployFrom === 'management' ? 'SELF' : 'DELEGATED_ADMIN',
    partition: namesOf(config).partition,
    managementAccount: config.organization.managementAccount,
  };
}

/** The product accounts of an environment: those that enter its OUs later, too, unless it is its accounts alone. */
export function targetOf({ organizationalUnits, only, accounts }: Environment): StackSetTarget {
  return only === 'accounts'
    ? { organizationalUnits, accounts: accounts.map(({ id }) => id) }
    : { organizationalUnits };
}
