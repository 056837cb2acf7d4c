import type { OidcIdentity, OidcJobs } from '../../domain/ci-identity';
import type { ParsedIdentity } from '../schema/identities/identity';
import { EACH_UUID } from './each-run';

/** @see https://support.atlassian.com/bitbucket-cloud/docs/integrate-pipelines-with-resource-servers-using-oidc/ */
export function bitbucketIdentity({
  workspace,
  workspaceId,
  repositoryId,
  apply,
  plan,
}: NonNullable<ParsedIdentity['bitbucket']>): OidcIdentity {
  const jobs = (environmentId: string): OidcJobs => ({
    audience: `ari:cloud:bitbucket::workspace/${workspaceId}`,
    // The last part is the step, a new one in every run.
    subjects: [`{${repositoryId}}:{${environmentId}}:{${EACH_UUID}}`],
    runs: true,
  });
  return {
    kind: 'oidc',
    system: 'bitbucket',
    issuer: `api.bitbucket.org/2.0/workspaces/${workspace}/pipelines-config/identity/oidc`,
    jobs: { apply: jobs(apply.environmentId), plan: jobs(plan.environmentId) },
  };
}
