import type { OrgConfig } from '../../../lib/domain/org-config';
import { identityCenterAccountOf } from '../../../lib/domain/org-config';
import { partitionOf } from '../../../lib/domain/region';
import type { Organization } from '../../iam-gateway/iam/snapshot';
import type { EmulatedAccount, EmulatedOrganization } from './control';

/** The OUs of an organization, and the accounts in them; what is directly below the root has no parent. */
export interface OrganizationTree {
  readonly units: EmulatedOrganization['units'];
  /** Without the management account. */
  readonly accounts: readonly (Omit<EmulatedAccount, 'parent'> & { readonly parent?: string })[];
}

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

/**
 * The organization of an `org.yaml`, before orgstrap has done anything in it.
 *
 * @param tree - its OUs as they are. @default - each OU that `org.yaml` names, directly below the root
 */
export function emulatedOrganizationOf(
  config: OrgConfig,
  tree: OrganizationTree = flatTreeOf(config),
): EmulatedOrganization {
  const { organization, homeRegion, people } = config;
  return {
    organizationId: organization.id,
    rootId: organization.rootId,
    managementAccount: organization.managementAccount,
    partition: partitionOf(config.homeRegion),
    units: tree.units,
    accounts: tree.accounts.map((account) => ({ parent: organization.rootId, ...account })),
    ...(people?.signIn.source === 'identityCenter' && {
      identityCenter: { instance: people.signIn.instance, region: homeRegion },
    }),
  };
}

/** The member accounts that `org.yaml` names, each once: also the one that administers Identity Center. */
export function accountsIn(config: OrgConfig): OrganizationTree['accounts'] {
  const { accounts, environments, organization } = config;
  const products = environments.flatMap((environment) =>
    environment.accounts.map((each) => ({ ...each, environment })),
  );
  const found = new Map<string, OrganizationTree['accounts'][number]>([
    own('the account that administers Identity Center', identityCenterAccountOf(config)),
    own('the Ops account', accounts.ops),
    own('the Terraform account', accounts.terraform),
    ...config.platformAccounts.map(({ id, name }) => own(name, id)),
    ...products.map(({ id, workspace, environment: { organizationalUnits, accounts: all } }) => {
      // Spread over the units of its environment, so that each of them is reached.
      const index = all.findIndex((each) => each.id === id) % organizationalUnits.length;
      const parent = organizationalUnits[index] ?? organization.rootId;
      return [id, { id, name: workspace, parent }] as const;
    }),
  ]);
  found.delete(organization.managementAccount);
  return [...found.values()];
}

function own(name: string, id: string) {
  return [id, { id, name }] as const;
}

/** The root is there, and two environments may be parts of one OU. */
function flatTreeOf(config: OrgConfig): OrganizationTree {
  const named = config.environments.flatMap(({ name, organizationalUnits }) =>
    organizationalUnits.map((id, index) => [id, { id, name: `${name}-${index + 1}` }] as const),
  );
  const units = new Map<string, OrganizationTree['units'][number]>(named);
  units.delete(config.organization.rootId);
  return { units: [...units.values()], accounts: accountsIn(config) };
}
