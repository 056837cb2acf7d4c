import * as z from 'zod';
import type { OidcIdentity, OidcJobs } from '../../domain/ci-identity';
import { guided } from '../schema';
import { branch, EACH_UUID, exact, NOT_THIS_SYSTEM, uuid } from './subject';

const origin = exact(/^[a-z0-9.-]+(?:\/[A-Za-z0-9._-]+){2,}$/, {
  description: "Where the code comes from, as the token's vcs-origin has it.",
  expected: 'HOST/OWNER/NAME of one repository',
  example: 'github.com/acme/infrastructure',
  fix: 'write it as github.com/OWNER/NAME',
  attack: 'a project may also build other repositories, forks included',
});

const apply = guided(z.strictObject({ branch: branch('The branch that is applied.') }), {
  description: 'Which jobs apply: those of a branch.',
  expected: 'a map with branch',
  fix: 'write apply: { branch: main }',
});

const anyBranch = guided(z.strictObject({}), {
  description:
    'Jobs of every branch of the repository but the one that is applied: a job there may ask for any token of it, so it plans as the CI Terraform role.',
  expected: 'an empty map',
  example: {},
  fix: 'write anyBranch: {}',
});

const plan = guided(z.strictObject({ anyBranch }), {
  description: 'Which jobs plan.',
  expected: 'a map with anyBranch',
  fix: 'write plan: { anyBranch: {} }',
});

const block = z.strictObject({
  organizationId: uuid('The id of the organization.', 'Organization Settings > Overview'),
  projectId: uuid('The id of the project.', 'Project Settings > Overview'),
  origin,
  apply,
  plan,
});

export const circleci = guided(block.transform(circleciIdentity).optional(), {
  description: 'CircleCI; its jobs use $CIRCLE_OIDC_TOKEN_V2, which names the branch.',
  expected: 'a map with organizationId, projectId, origin, apply and plan',
  unset: NOT_THIS_SYSTEM,
  fix: 'write all of them, as in examples/seven-systems.yaml',
});

/**
 * The subject of `$CIRCLE_OIDC_TOKEN_V2`, which names the user that started the job and then the code. A job may ask for tokens of any
 * audience, so the branch alone tells what may be applied from what may not.
 *
 * @see https://circleci.com/docs/openid-connect-tokens/
 * @see https://circleci.com/docs/oidc-tokens-with-custom-claims/
 */
function circleciIdentity({ organizationId, projectId, origin, apply }: z.output<typeof block>): OidcIdentity {
  const jobs = (ref: string): OidcJobs => ({
    audience: organizationId,
    subjects: [
      `org/${organizationId}/project/${projectId}/user/${EACH_UUID}/vcs-origin/${origin}/vcs-ref/refs/heads/${ref}`,
    ],
  });
  const applied = jobs(apply.branch);
  return {
    kind: 'oidc',
    system: 'circleci',
    issuer: `oidc.circleci.com/org/${organizationId}`,
    jobs: { apply: applied, plan: { ...jobs('*'), except: applied.subjects } },
  };
}
