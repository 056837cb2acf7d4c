import type { OrgConfig } from '../../../lib/domain/org-config';
import { partitionOf } from '../../../lib/domain/region';
import type { Organization } from '../../iam-gateway/iam/snapshot';
import type { EmulatedAccount, EmulatedOrganization } from './control';

/** The organization that `org.yaml` describes, with nothing attached in it but what Organizations attaches by itself. */
export function organizationOf(config: OrgConfig): Organization {
  const { organizationId, managementAccount, rootId, accounts } = emulatedOrganizationOf(config);
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

/** The organization that `org.yaml` describes, before orgstrap has done anything in it. */
export function emulatedOrganizationOf(config: OrgConfig): EmulatedOrganization {
  const { organization, environments, accounts, homeRegion, people, platformAccounts } = config;
  const ours = new Set([accounts.terraform, accounts.ops]);
  return {
    organizationId: organization.id,
    rootId: organization.rootId,
    managementAccount: organization.managementAccount,
    partition: partitionOf(config.homeRegion),
    units: environments.flatMap(({ name, organizationalUnits }) =>
      organizationalUnits.map((id, index) => ({ id, name: `${name}-${index + 1}` })),
    ),
    accounts: [
      ...[...ours].map((id): EmulatedAccount => ({ id, name: id, parent: organization.rootId })),
      ...platformAccounts.map(({ id, name }): EmulatedAccount => ({ id, name, parent: organization.rootId })),
      ...environments.flatMap((environment) =>
        environment.accounts.map(
          ({ workspace, id }, index): EmulatedAccount => ({
            id,
            name: workspace,
            // Spread over the units of its environment, so that each of them is reached.
            parent:
              environment.organizationalUnits[index % environment.organizationalUnits.length] ?? organization.rootId,
          }),
        ),
      ),
    ],
    ...(people?.signIn.source === 'identityCenter' && {
      identityCenter: { instance: people.signIn.instance, region: homeRegion },
    }),
  };
}
