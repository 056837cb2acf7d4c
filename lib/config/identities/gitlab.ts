import * as z from 'zod';
import type { Claims, OidcIdentity, OidcJobs } from '../../domain/ci-identity';
import { isNotEmpty } from '../names';
import { keyOf, nodeAt, textOf } from '../node';
import { problemAt } from '../problem';
import { guided, type Rule } from '../schema';
import { branch, exact, issuer, issuerName, NO_BRANCH, NOT_THIS_SYSTEM } from './subject';

const project = exact(/^[A-Za-z0-9_][\w.-]*(?:\/[A-Za-z0-9_][\w.-]*)+$/, {
  description: 'The path of the project, groups included.',
  expected: 'GROUP/PROJECT, with every group above',
  example: 'acme/platform/infrastructure',
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
  example: {},
  unset: 'none: the one branch of plan gets in',
  fix: 'write anyBranch: {}',
});

const plan = guided(
  z.strictObject({ anyBranch, branch: branch('A branch that is planned.', NO_BRANCH).optional() }).refine(isNotEmpty),
  {
    description: 'Which jobs plan: those of every branch, or of one.',
    expected: 'a map with anyBranch or branch',
    example: { anyBranch: {} },
    fix: 'write plan: { anyBranch: {} }',
  },
);

const GITLAB_COM = 'https://gitlab.com';

/** The first version whose tokens say of a merge request of a fork that it is one. */
const SAFE_VERSION = '18.2.2';

const serverAtLeast = guided(z.literal(SAFE_VERSION).optional(), {
  description: `That the self-managed GitLab is of version ${SAFE_VERSION} or newer. Nobody but you knows, so there is no default.`,
  expected: SAFE_VERSION,
  example: SAFE_VERSION,
  unset: 'none: it must be there with issuer, and only then',
  fix: `update GitLab where it is older, and then write serverAtLeast: ${SAFE_VERSION}`,
});

/**
 * Before, the token of a merge request of a fork that a member runs in the parent project had the parent's path and the name of the fork's
 * branch: a fork whose branch is called as the one that is applied was applied.
 *
 * @see https://gitlab.com/gitlab-org/gitlab/-/merge_requests/202241
 */
const saysHowOldItIs: Rule = (gitlab) => {
  const [url, said] = [nodeAt(gitlab, 'issuer'), nodeAt(gitlab, 'serverAtLeast')];
  const isOwn = url !== undefined && textOf(url)?.value !== GITLAB_COM;
  if (isOwn === (said !== undefined)) return [];
  return [
    isOwn
      ? problemAt(keyOf(url), {
          found: 'a GitLab of your own, of whose version nothing is said',
          expected: `serverAtLeast: ${SAFE_VERSION} beside it; an older one signs for merge requests of forks as if they were branches of the project, so a fork can apply`,
          fix: `look at its version (Help > Help), update it where it is older, and then write serverAtLeast: ${SAFE_VERSION}`,
        })
      : problemAt(keyOf(said ?? gitlab), {
          found: 'the version of gitlab.com',
          expected: 'no serverAtLeast without the issuer of a GitLab of your own',
          fix: 'remove it',
        }),
  ];
};

const block = z.strictObject({
  project,
  issuer: issuer('The address of a self-managed GitLab.', {
    example: 'https://gitlab.example.com',
    default: GITLAB_COM,
  }),
  serverAtLeast,
  apply,
  plan,
});

export const gitlab = guided(block.transform(gitlabIdentity).optional(), {
  description: 'GitLab CI/CD.',
  expected: 'a map with project, apply and plan',
  unset: NOT_THIS_SYSTEM,
  fix: 'write project, apply and plan, as in examples/seven-systems.yaml',
  rules: [saysHowOldItIs],
});

/**
 * That a branch is called so does not say that it is protected. IAM sees it in tokens of gitlab.com alone.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
 */
const OF_A_PROTECTED_BRANCH: Claims = { ref_protected: 'true' };

/**
 * Which audiences the tokens of a job have is written in the configuration of its branch, and what runs in the job gets no others: so a job of
 * the branch that is applied can plan without a token that applies.
 *
 * @see https://docs.gitlab.com/ci/cloud_services/aws/
 * @see https://docs.gitlab.com/ci/secrets/id_token_authentication/
 */
function gitlabIdentity({ project, issuer = GITLAB_COM, apply, plan }: z.output<typeof block>): OidcIdentity {
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
      apply: issuer === GITLAB_COM ? { ...applied, claims: OF_A_PROTECTED_BRANCH } : applied,
      plan: plan.anyBranch === undefined ? jobs(plan.branch ?? '') : ofEveryBranch,
    },
  };
}
