import * as z from 'zod';
import type { OidcIdentity, OidcJobs } from '../../domain/ci-identity';
import { isNotEmpty } from '../names';
import { guided } from '../schema';
import { branch, exact, issuer, issuerName } from './subject';

const project = exact(/^[A-Za-z0-9_][\w.-]*(?:\/[A-Za-z0-9_][\w.-]*)+$/, {
  description: 'The path of the project, groups included.',
  expected: 'GROUP/PROJECT, with every group above',
  fix: 'write it as in its address, after the host',
  attack: 'GROUP/* admits every project that anybody of the group makes, and a fork into it',
});

const apply = guided(z.strictObject({ branch: branch('The protected branch that is applied.') }), {
  description: 'Which jobs apply: those of a protected branch.',
  expected: 'a map with branch',
  fix: 'write apply: { branch: main }',
});

const anyBranch = guided(z.strictObject({}).optional(), {
  description:
    'Jobs of every branch of the project; those of the branch that is applied with a token for planning, which has an audience of its own. GitLab ' +
    'says of a merge request only which branch it comes from, so it takes this to plan one; a merge request from a fork is a job of the fork, and stays out.',
  expected: 'an empty map',
  fix: 'write anyBranch: {}',
});

const plan = guided(
  z.strictObject({ anyBranch, branch: branch('A branch that is planned.').optional() }).refine(isNotEmpty),
  {
    description: 'Which jobs plan: those of every branch, or of one.',
    expected: 'a map with anyBranch or branch',
    fix: 'write plan: { anyBranch: {} }',
  },
);

const block = z.strictObject({ project, issuer: issuer('The address of a self-managed GitLab.'), apply, plan });

export const gitlab = guided(block.transform(gitlabIdentity).optional(), {
  description: 'GitLab CI/CD.',
  expected: 'a map with project, apply and plan',
  fix: 'write project, apply and plan, as in examples/seven-systems.yaml',
});

/**
 * Which audiences the tokens of a job have is written in the configuration of its branch, and what runs in the job gets no others: so a job of
 * the branch that is applied can plan without a token that applies.
 *
 * @see https://docs.gitlab.com/ci/cloud_services/aws/
 * @see https://docs.gitlab.com/ci/secrets/id_token_authentication/
 */
function gitlabIdentity({ project, issuer = 'https://gitlab.com', apply, plan }: z.output<typeof block>): OidcIdentity {
  const jobs = (branch: string): OidcJobs => ({
    audience: issuer,
    subjects: [`project_path:${project}:ref_type:branch:ref:${branch}`],
  });
  const applied = jobs(apply.branch);
  const ofEveryBranch = { ...jobs('*'), except: applied.subjects, audienceOfExcepted: `${issuer}/orgstrap-plan` };
  return {
    kind: 'oidc',
    system: 'gitlab',
    issuer: issuerName(issuer),
    jobs: {
      apply: applied,
      plan: plan.anyBranch === undefined ? jobs(plan.branch ?? '') : ofEveryBranch,
    },
  };
}
