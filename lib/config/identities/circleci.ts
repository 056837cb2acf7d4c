import type { OidcIdentity, OidcJobs } from '../../domain/ci-identity';
import type { ParsedIdentity } from '../schema/identities/identity';
import { EACH_UUID } from './each-run';

/**
 * The subject of `$CIRCLE_OIDC_TOKEN_V2`, which names the user that started the job and then the code.
 *
 * @see https://circleci.com/docs/openid-connect-tokens/
 */
export function circleciIdentity({
  organizationId,
  projectId,
  origin,
  apply,
}: NonNullable<ParsedIdentity['circleci']>): OidcIdentity {
  const jobs = (ref: string): OidcJobs => ({
    audience: organizationId,
    subjects: [
      `org/${organizationId}/project/${projectId}/user/${EACH_UUID}/vcs-origin/${origin}/vcs-ref/refs/heads/${ref}`,
    ],
    runs: true,
  });
  return {
    kind: 'oidc',
    system: 'circleci',
    issuer: `oidc.circleci.com/org/${organizationId}`,
    jobs: { apply: jobs(apply.branch), plan: jobs('*') },
  };
}
