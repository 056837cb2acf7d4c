import * as z from 'zod';
import type { OidcIdentity, OidcJobs } from '../../domain/ci-identity';
import { guided } from '../schema';
import { EACH_UUID, exact, NOT_THIS_SYSTEM, uuid } from './subject';

const SETTINGS = 'Repository settings > OpenID Connect';

const workspace = exact(/^[a-z0-9_-]{1,62}$/, {
  description: 'The workspace, as in its address.',
  expected: 'the id of one workspace',
  example: 'acme',
  fix: 'write it as in its address, after bitbucket.org/',
  attack: 'each workspace signs its own tokens',
});

const jobs = (what: string, example: string) =>
  guided(
    z.strictObject({ environmentId: uuid(`The deployment environment whose steps ${what}.`, SETTINGS, example) }),
    {
      description: `Which steps ${what}: those of a deployment environment.`,
      expected: 'a map with environmentId',
      fix: `copy the UUID of the deployment environment from ${SETTINGS}`,
    },
  );

const block = z.strictObject({
  workspace,
  workspaceId: uuid('The id of the workspace.', SETTINGS),
  repositoryId: uuid('The id of the repository.', SETTINGS),
  apply: jobs('apply', '4c5d6e7f-0a1b-4c2d-8e3f-5a6b7c8d9e0f'),
  plan: jobs('plan', '7f8e9d0c-1b2a-4d3c-9e4f-6a7b8c9d0e1f'),
});

export const bitbucket = guided(block.transform(bitbucketIdentity).optional(), {
  description: 'Bitbucket Pipelines.',
  expected: 'a map with workspace, workspaceId, repositoryId, apply and plan',
  unset: NOT_THIS_SYSTEM,
  fix: `copy the ids from ${SETTINGS}, as in examples/seven-systems.yaml`,
});

/** @see https://support.atlassian.com/bitbucket-cloud/docs/integrate-pipelines-with-resource-servers-using-oidc/ */
function bitbucketIdentity({
  workspace,
  workspaceId,
  repositoryId,
  apply,
  plan,
}: z.output<typeof block>): OidcIdentity {
  const jobs = (environmentId: string): OidcJobs => ({
    audience: `ari:cloud:bitbucket::workspace/${workspaceId}`,
    // The last part is the step, a new one in every run.
    subjects: [`{${repositoryId}}:{${environmentId}}:{${EACH_UUID}}`],
  });
  return {
    kind: 'oidc',
    system: 'bitbucket',
    issuer: `api.bitbucket.org/2.0/workspaces/${workspace}/pipelines-config/identity/oidc`,
    jobs: { apply: jobs(apply.environmentId), plan: jobs(plan.environmentId) },
  };
}
