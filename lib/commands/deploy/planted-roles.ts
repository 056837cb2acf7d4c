import { EXIT, Failure } from '../../domain/failure';
import type { AccountId } from '../../domain/ids';
import type { OrgConfig } from '../../domain/org-config';
import { exemptedRoleChecks } from '../../estate/exempted-role-checks';
import { failureIn, type LiveCheck } from '../../estate/live-check';
import { expectedAccounts } from '../../policies/expected-accounts';
import type { CommandContext } from '../command';
import { plantedText, unseenRolesText } from './planted-roles.text';

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
 * operator. What was not seen is said, and holds nothing up: guardrails that wait protect nobody.
 *
 * @param isAccepted - whether somebody takes the word for what is found
 * @throws Failure `PlantedRoles` where there is one, and nobody takes the word for it
 */
export async function requireNoPlantedRoles(
  config: OrgConfig,
  isAccepted: boolean,
  { auditorAccess, during, io }: Pick<CommandContext, 'auditorAccess' | 'during' | 'io'>,
): Promise<void> {
  const seen = await during('deploy', (tell) => {
    tell('looking in every account for roles that guardrails would let through');
    return seenRoles(config, auditorAccess);
  });
  const found = seen.filter(({ findings }) => findings.length > 0);
  if (found.length > 0 && !isAccepted) throw new Failure('PlantedRoles', plantedText(found), EXIT.failed);
  const unseen = seen.filter((account) => account.unseen !== undefined);
  io.stderr(unseenRolesText(unseen, seen.length, config.operators !== undefined));
}

async function seenRoles(
  config: OrgConfig,
  auditorAccess: CommandContext['auditorAccess'],
): Promise<readonly SeenRoles[]> {
  // No control policy reaches the management account.
  const accounts = expectedAccounts(config).filter(({ id }) => id !== config.organization.managementAccount);
  const access = config.operators === undefined ? undefined : await auditorAccess(config);
  return Promise.all(
    accounts.map(async ({ id, name, roles }): Promise<SeenRoles> => {
      const account = { account: id, name, findings: [] };
      if (access === undefined) return { ...account, unseen: 'no account has an auditor role' };
      const entered = await access.enter(id).then(
        (given) => ({ given }),
        (error: unknown) => ({ message: failureIn(error).message }),
      );
      if ('message' in entered) return { ...account, unseen: entered.message };
      const made = roles.map((role) => role.name);
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
