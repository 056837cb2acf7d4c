import type { AccountId } from './ids';
import type { OrgConfig } from './org-config';

/** The accounts that have an auditor role, each once: none without operators, and the management account where it has the others. */
export function auditedAccounts(config: OrgConfig): readonly AccountId[] {
  const { accounts, environments, managementAccount, operators, organization, platformAccounts } = config;
  if (operators === undefined) return [];
  return [
    ...new Set([
      accounts.terraform,
      accounts.ops,
      ...environments.flatMap((environment) => environment.accounts.map(({ id }) => id)),
      ...platformAccounts.map(({ id }) => id),
      ...(managementAccount === undefined ? [] : [organization.managementAccount]),
    ]),
  ];
}
