import type { AccountId } from '../../domain/account-id';
import type { Draft, DraftAccount, DraftEnvironment, Mention } from '../draft';
import type { Finding } from '../finding';
import { verdictAt } from './verdict-at';

/** Every account has one part to play; only the Terraform account and the Ops account may be the same. */
export function accountUseFindings(draft: Draft): Finding[] {
  return [...ownAccountFindings(draft), ...productAccountFindings(draft)];
}

function ownAccountFindings({ managementAccount, terraformAccount, opsAccount }: Draft): Finding[] {
  const own = [
    { what: 'Terraform', account: terraformAccount },
    { what: 'Ops', account: opsAccount },
  ];
  return own.flatMap(({ what, account }) => {
    if (account === undefined || account.value !== managementAccount?.value) return [];
    const found = `${account.value}, the management account, as the ${what} account`;
    const expected = 'a member account; no policy of the organization can restrain the management account';
    return [verdictAt(account, { found, expected, fix: 'create a member account and write its id here' })];
  });
}

function productAccountFindings(draft: Draft): Finding[] {
  const firstUses = new Map<AccountId, Use>();
  return productAccountUses(draft).flatMap((use) => {
    const taken = otherPart(draft, use.id);
    if (taken !== undefined) return [taken];
    const first = firstUses.get(use.id.value);
    if (first !== undefined) return [usedTwice(use, first)];
    firstUses.set(use.id.value, use);
    return [];
  });
}

interface Use {
  readonly id: Mention<AccountId>;
  readonly environment: string;
}

function productAccountUses(draft: Draft): readonly Use[] {
  const usesOf = ({ name, accounts }: DraftEnvironment) =>
    accounts.flatMap(({ id }: DraftAccount) => (id === undefined ? [] : [{ id, environment: name.value }]));
  return (draft.environments ?? []).flatMap(usesOf);
}

function otherPart(draft: Draft, id: Mention<AccountId>): Finding | undefined {
  if (id.value === draft.managementAccount?.value) {
    return verdictAt(id, {
      found: `${id.value}, the management account, as a product account`,
      expected: 'a member account; service-managed StackSets never reach the management account',
      fix: 'remove it; for Terraform in the management account see managementAccount in examples/management.yaml',
    });
  }
  const own = id.value === draft.terraformAccount?.value ? 'Terraform' : 'Ops';
  if (id.value !== draft.terraformAccount?.value && id.value !== draft.opsAccount?.value) return undefined;
  return verdictAt(id, {
    found: `${id.value}, the ${own} account, as a product account`,
    expected: 'an account in which nothing of orgstrap itself lives',
    fix: `remove it here, or give the ${own} account an account of its own`,
  });
}

function usedTwice(use: Use, first: Use): Finding {
  const again = use.environment === first.environment;
  return verdictAt(use.id, {
    found: `${use.id.value}, which is already in ${first.environment} on line ${first.id.position.line}`,
    expected: again ? 'every account once' : 'every account in one environment',
    fix: again ? 'remove one of the two' : `remove it from ${first.environment} or from ${use.environment}`,
  });
}
