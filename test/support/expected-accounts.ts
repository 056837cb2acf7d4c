import type { AccountToSee, ExpectedAccount } from '../../lib/domain/expected-account';
import type { OrgConfig } from '../../lib/domain/org-config';
import { accountsToSee } from '../../lib/policies/expected-accounts';

/** What is expected of every account, at once. */
export function expectedAccounts(config: OrgConfig): readonly ExpectedAccount[] {
  return accountsToSee(config).map(({ expected }) => expected());
}

/** The account of which that is expected. */
export function toSee(expected: ExpectedAccount): AccountToSee {
  return { id: expected.id, name: expected.name, expected: () => expected };
}
