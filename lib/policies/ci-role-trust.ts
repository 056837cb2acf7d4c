import type { Access } from '../domain/access';
import type { OidcIdentity } from '../domain/ci-identity';
import { namesOf } from '../domain/names-of';
import type { OrgConfig, Pipeline } from '../domain/org-config';
import { loadPolicy } from './load-policy';
import type { PolicyDocument } from './policy-document';

/** Who becomes a CI role of a pipeline: its CI user, or the jobs of its CI system. */
export function ciRoleTrust(config: OrgConfig, access: Access, { name, identity }: Pipeline): PolicyDocument {
  const names = namesOf(config);
  const { partition } = names;
  const terraformAccount = config.accounts.terraform;
  if (identity.kind === 'oidc') return jobsTrust({ partition, terraformAccount }, access, identity);
  return loadPolicy(CI_USER_TRUSTS[access], {
    partition,
    terraformAccount,
    organization: config.organization.id,
    ciUser: names.ciUserArn(access, name),
  }).document;
}

const CI_USER_TRUSTS: Readonly<Record<Access, string>> = {
  apply: 'ci-terraform-role.trust',
  plan: 'ci-plan-role.trust',
};

function jobsTrust(
  account: Readonly<Record<'partition' | 'terraformAccount', string>>,
  access: Access,
  { issuer, jobs }: OidcIdentity,
): PolicyDocument {
  const { audience, subjects, runs, githubIds } = jobs[access];
  const values = { ...account, issuer, audience, subjects };
  if (githubIds !== undefined) {
    const { owner: ownerId, repository: repositoryId } = githubIds;
    return loadPolicy('ci-role.oidc-github-ids.trust', { ...values, ownerId, repositoryId }).document;
  }
  return loadPolicy(runs ? 'ci-role.oidc-runs.trust' : 'ci-role.oidc.trust', values).document;
}
