import type { OrgConfig } from '../../lib/domain/org-config';
import { organizationOf } from '../emulated/organization-of';
import type { WorldOrganization } from './world';

/** The organization that `org.yaml` describes, with nothing attached in it but what Organizations attaches by itself. */
export function worldOrganizationOf(config: OrgConfig): WorldOrganization {
  const { organizationId, managementAccount, rootId, accounts } = organizationOf(config);
  return {
    id: organizationId,
    managementAccount,
    accounts: new Map([
      [managementAccount, [rootId]],
      ...accounts.map(({ id, parent }): [string, readonly string[]] => [
        id,
        parent === rootId ? [rootId] : [rootId, parent],
      ]),
    ]),
    serviceControlPolicies: new Map(),
    resourceControlPolicies: new Map(),
  };
}
