import type { Organization } from '../../aws/organization';
import type { AccountToSee } from '../../domain/expected-account';
import { isAccountId } from '../../domain/ids';
import type { OrgConfig } from '../../domain/org-config';
import { compareOrganization } from '../../estate/compare-organization';
import { type CheckSubject, failureIn, holds, type LiveCheck, notSeenFor } from '../../estate/live-check';
import { LiveOrganization } from '../../estate/live-organization';
import { accountsToSee } from '../../policies/expected-accounts';
import { SEE_ORGANIZATION } from './judged';

const UNLISTED: CheckSubject = {
  kind: 'unlisted-accounts',
  name: 'accounts in OUs that are not in org.yaml',
  why: 'StackSets give them the same roles, which trust the same CI, and nobody runs Terraform there',
};

/** What came of asking for them. */
export interface UnlistedAccounts {
  readonly check: LiveCheck;
  readonly accounts: readonly AccountToSee[];
}

/**
 * The accounts that StackSets reach and `org.yaml` does not name, with what is expected of each: what an account of its environment has.
 * That there are some is for `orgstrap doctor` to find; here they are looked at.
 */
export async function unlistedAccounts(
  config: OrgConfig,
  organization: Pick<Organization, 'tree'>,
): Promise<UnlistedAccounts> {
  const tree = await organization.tree().then(
    (given) => ({ given }),
    (error: unknown) => ({ error: failureIn(error) }),
  );
  if ('error' in tree) return { check: notSeenFor(UNLISTED, tree.error, SEE_ORGANIZATION), accounts: [] };
  const accounts = compareOrganization(config, new LiveOrganization(tree.given)).flatMap(({ kind, id, environment }) =>
    kind === 'account not in org.yaml' ? expectedOf(config, id, environment) : [],
  );
  const found = accounts.length === 0 ? 'there are none' : `looked at, too: ${accounts.map(({ id }) => id).join(', ')}`;
  return { check: holds(UNLISTED, found), accounts };
}

/** As if it were written in its environment. */
function expectedOf(config: OrgConfig, id: string, environment: string | undefined): readonly AccountToSee[] {
  if (!isAccountId(id)) return [];
  const written = {
    ...config,
    environments: config.environments.map((one) =>
      one.name === environment ? { ...one, accounts: [...one.accounts, { workspace: 'not in org.yaml', id }] } : one,
    ),
  };
  return accountsToSee(written).filter((account) => account.id === id);
}
