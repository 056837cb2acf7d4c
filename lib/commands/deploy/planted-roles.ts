import type { AccountId } from '../../domain/ids';
import type { OrgConfig } from '../../domain/org-config';
import { exemptedRoleChecks } from '../../estate/exempted-role-checks';
import { failureIn, type LiveCheck } from '../../estate/live-check';
import { accountsToSee } from '../../policies/expected-accounts';
import type { CommandContext } from '../command';

/** What was seen of one account. */
export interface SeenRoles {
  readonly account: AccountId;
  readonly name: string;
  readonly findings: readonly LiveCheck[];
  /** Why nobody saw its roles. @default - they were seen */
  readonly unseen?: string;
}

/**
 * Looks for roles that guardrails would let through for their names, before these are laid over them: afterwards nobody in the account
 * takes such a role away. The management account enters no account by itself, so it looks as the auditor of each, where the caller is an
 * operator.
 */
export async function seenRoles(
  config: OrgConfig,
  auditorAccess: CommandContext['auditorAccess'],
): Promise<readonly SeenRoles[]> {
  // No control policy reaches the management account.
  const accounts = accountsToSee(config).filter(({ id }) => id !== config.organization.managementAccount);
  const access = config.operators === undefined ? undefined : await auditorAccess(config);
  return Promise.all(
    accounts.map(async ({ id, name, expected }): Promise<SeenRoles> => {
      const account = { account: id, name, findings: [] };
      if (access === undefined) return { ...account, unseen: 'no account has an auditor role' };
      const entered = await access.enter(id).then(
        (given) => ({ given }),
        (error: unknown) => ({ message: failureIn(error).message }),
      );
      if ('message' in entered) return { ...account, unseen: entered.message };
      const made = expected().roles.map((role) => role.name);
      const checks = await exemptedRoleChecks(config, made, entered.given.roles, '');
      const dark = checks.find(({ result }) => result === 'not seen');
      return {
        ...account,
        findings: checks.filter(({ result }) => result === 'finding'),
        ...(dark && { unseen: dark.found }),
      };
    }),
  );
}
