import type { OidcIdentity, OidcJobs } from '../../domain/ci-identity';
import type { ParsedIdentity } from '../schema/identities/identity';
import { EACH_COMMIT } from './each-run';

/** @see https://buildkite.com/docs/pipelines/security/oidc/aws */
export function buildkiteIdentity({
  organization,
  apply,
  plan,
}: NonNullable<ParsedIdentity['buildkite']>): OidcIdentity {
  const jobs = (pipeline: string, branch: string, step: string): OidcJobs => ({
    audience: 'sts.amazonaws.com',
    subjects: [
      `organization:${organization}:pipeline:${pipeline}:ref:refs/heads/${branch}:commit:${EACH_COMMIT}:step:${step}`,
    ],
    runs: true,
  });
  return {
    kind: 'oidc',
    system: 'buildkite',
    issuer: 'agent.buildkite.com',
    jobs: {
      apply: jobs(apply.pipeline, apply.branch, apply.step),
      // Whoever starts a build chooses its branch and its commit, so they prove nothing; the pipeline and the step do.
      plan: jobs(plan.pipeline, '*', plan.step),
    },
  };
}
