import * as z from 'zod';
import type { Claims, OidcIdentity, OidcJobs } from '../../domain/ci-identity';
import { isHomeRegion, partitionOf, seesClaims } from '../../domain/region';
import { isNotEmpty } from '../names';
import { keyOf, nodeAt, textOf } from '../node';
import { problemAt } from '../problem';
import { guided, type Rule } from '../schema';
import { branch, exact, issuer, issuerName, NO_BRANCH, NOT_THIS_SYSTEM } from './subject';

const repository = exact(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/[A-Za-z0-9._-]{1,100}$/, {
  description: 'The repository, OWNER/NAME.',
  expected: 'OWNER/NAME of one repository',
  example: 'acme/infrastructure',
  fix: 'write it as in its address, after github.com/',
  attack:
    'OWNER/* admits every repository that anybody of the owner makes, and OWN* an owner whose name begins like yours',
});

const id = guided(z.number().int().positive().max(Number.MAX_SAFE_INTEGER), {
  description: 'An id that GitHub gives once.',
  expected: 'a positive whole number',
  example: 1234567,
  fix: "copy it: gh api repos/OWNER/NAME --jq '.owner.id, .id'",
});

/** A condition on a claim that STS does not look at would let nobody in. */
const areSeen: Rule = (given, { root }) => {
  const region = textOf(nodeAt(root, 'homeRegion'), isHomeRegion)?.value;
  if (region === undefined || seesClaims(region)) return [];
  return [
    problemAt(keyOf(given), {
      found: `ids in ${region}`,
      expected: `no ids in the partition ${partitionOf(region)}, where STS looks at the subject alone`,
      fix: 'remove ids; a repository whose subject has them, made or renamed since 15 July 2026, works with keys there: identity: { iamUser: {} }',
    }),
  ];
};

const ids = guided(z.strictObject({ owner: id, repository: id }).optional(), {
  description:
    'The ids of the owner and of the repository. Without them whoever gets the name later gets in; a repository that was made or ' +
    'renamed since 15 July 2026 has them in its subject, and cannot do without.',
  expected: 'a map with owner and repository',
  rules: [areSeen],
  unset: 'none: whoever gets the name of the repository gets in',
  fix: "copy both: gh api repos/OWNER/NAME --jq '.owner.id, .id'",
});

const environment = (example: string) =>
  exact(/^[^*?$\p{C}]{1,255}$/u, {
    description:
      "A GitHub environment: the job's `environment`. Protect it with reviewers and with the branches that may use it.",
    expected: 'the name of one environment',
    example,
    unset: 'none: no environment gets in',
    fix: 'write the name as in the settings of the repository',
    attack: 'whoever may edit a workflow may name an environment that nobody protects',
  }).optional();

const apply = guided(
  z
    .strictObject({
      environment: environment('production'),
      branch: branch('The branch that is applied.', NO_BRANCH).optional(),
    })
    .refine(isNotEmpty),
  {
    description: 'Which jobs apply: those of an environment, or those of a branch that use no environment.',
    expected: 'a map with environment or branch',
    example: { environment: 'production' },
    fix: 'write apply: { environment: production }, or apply: { branch: main }',
  },
);

const pullRequests = guided(z.strictObject({}).optional(), {
  description: 'Jobs of pull requests. Those from forks get no token unless the repository is set to give them one.',
  expected: 'an empty map',
  example: {},
  unset: 'none: jobs of pull requests do not get in',
  fix: 'write pullRequests: {}',
});

const plan = guided(
  z
    .strictObject({
      pullRequests,
      environment: environment('plan'),
      branch: branch('A branch that is planned, for drift.', NO_BRANCH).optional(),
    })
    .refine(isNotEmpty),
  {
    description: 'Which jobs plan: those of pull requests, of an environment, of a branch; one of them or more.',
    expected: 'a map with pullRequests, environment or branch',
    example: { pullRequests: {} },
    fix: 'write plan: { pullRequests: {} }',
  },
);

const block = z.strictObject({
  repository,
  ids,
  issuer: issuer('The issuer of GitHub Enterprise, where it is not github.com.', {
    example: 'https://github.example.com/_services/token',
    unset: 'that of github.com, https://token.actions.githubusercontent.com',
  }),
  apply,
  plan,
});

export const github = guided(block.transform(githubIdentity).optional(), {
  description: 'GitHub Actions.',
  expected: 'a map with repository, apply and plan',
  unset: NOT_THIS_SYSTEM,
  fix: 'write repository, apply and plan, as in examples/seven-systems.yaml',
});

type GitHub = z.output<typeof block>;

/**
 * The subject is classic (`repo:OWNER/NAME:...`) or, by default since 15 July 2026, immutable (`repo:OWNER@ID/NAME@ID:...`). Where the
 * ids are known both are admitted, because the ids themselves are asked for, too.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
function githubIdentity({ repository, ids, issuer, apply, plan }: GitHub): OidcIdentity {
  const repositories = [repository, ...(ids === undefined ? [] : [immutable(repository, ids)])];
  const jobs = (contexts: readonly string[]): OidcJobs => ({
    audience: 'sts.amazonaws.com',
    subjects: contexts.flatMap((context) => repositories.map((name) => `repo:${name}:${context}`)),
    ...(ids === undefined || issuer !== undefined ? {} : { claims: claimsOf(ids) }),
  });
  return {
    kind: 'oidc',
    system: 'github',
    issuer: issuerName(issuer ?? 'https://token.actions.githubusercontent.com'),
    jobs: {
      apply: jobs(contextsOf(apply)),
      plan: jobs([...(plan.pullRequests === undefined ? [] : ['pull_request']), ...contextsOf(plan)]),
    },
  };
}

function contextsOf({ environment, branch }: GitHub['apply']): readonly string[] {
  return [
    // A colon would look like the next part of the subject, so GitHub escapes it.
    ...(environment === undefined ? [] : [`environment:${environment.replaceAll(':', '%3A')}`]),
    ...(branch === undefined ? [] : [`ref:refs/heads/${branch}`]),
  ];
}

function immutable(repository: string, { owner, repository: id }: NonNullable<GitHub['ids']>): string {
  const [ownerName, name] = repository.split('/');
  return `${ownerName}@${owner}/${name}@${id}`;
}

/** No other repository ever gets these ids, not even under the same name. */
function claimsOf({ owner, repository }: NonNullable<GitHub['ids']>): Claims {
  return { repository_id: String(repository), repository_owner_id: String(owner) };
}
