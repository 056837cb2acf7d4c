import type { OidcIdentity, OidcJobs } from '../../domain/ci-identity';
import type { ParsedIdentity } from '../schema/identities/identity';
import { issuerName } from './issuer-name';

/** @see https://docs.gitlab.com/ci/cloud_services/aws/ */
export function gitlabIdentity({
  project,
  issuer = 'https://gitlab.com',
  apply,
  plan,
}: NonNullable<ParsedIdentity['gitlab']>): OidcIdentity {
  const jobs = (branches: readonly string[], runs: boolean): OidcJobs => ({
    audience: issuer,
    subjects: branches.map((branch) => `project_path:${project}:ref_type:branch:ref:${branch}`),
    runs,
  });
  return {
    kind: 'oidc',
    system: 'gitlab',
    issuer: issuerName(issuer),
    jobs: {
      apply: jobs([apply.branch], false),
      plan: plan.anyBranch === undefined ? jobs([plan.branch ?? ''], false) : jobs(['*'], true),
    },
  };
}
