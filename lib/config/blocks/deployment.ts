import * as z from 'zod';
import type { CiIdentity } from '../../domain/ci-identity';
import { isAccountId } from '../../domain/ids';
import { isHomeRegion, seesClaims } from '../../domain/region';
import { identity } from '../identities/identity';
import { branch } from '../identities/subject';
import { keyOf, type Node, nodeAt, textOf, textsIn } from '../node';
import { type FileProblem, problemAt } from '../problem';
import { eachOnce } from '../rules/listed-names';
import { guided, type Rule } from '../schema';
import { accountId, ownAccountsOf } from './accounts';

/** The systems of which no job deploys, and why. */
const REFUSED = [
  {
    system: 'iamUser',
    expected:
      'a CI system that signs tokens: a key that deploys would reach every account from anywhere, until somebody rotates it',
    fix: 'name the system under identity, as github: {...}; where yours signs no tokens, a person deploys',
  },
  {
    system: 'hcpTerraform',
    expected: 'a CI system that runs commands: HCP Terraform runs Terraform alone, and orgstrap is none of it',
    fix: 'name the system that your repository of org.yaml is built by',
  },
] as const;

const deploys: Rule = (given) =>
  REFUSED.flatMap(({ system, expected, fix }) => {
    const found = nodeAt(given, system);
    return found === undefined ? [] : [problemAt(keyOf(found), { found: system, expected, fix })];
  });

/** An environment of GitHub is where somebody approves; jobs of a branch without one run as soon as it is pushed. */
const isApproved: Rule = (given) => {
  const apply = nodeAt(given, 'github', 'apply');
  if (apply?.kind !== 'map') return [];
  const [environment, onBranch] = [nodeAt(apply, 'environment'), nodeAt(apply, 'branch')];
  if (onBranch === undefined && environment !== undefined) return [];
  return [
    problemAt(keyOf(onBranch ?? apply), {
      found: 'jobs that deploy without an environment of GitHub',
      expected: 'those of one environment, protected by reviewers: nobody approves the jobs of a branch',
      fix: 'write apply: { environment: production }, and the branch as deployment.branch',
    }),
  ];
};

/** Whoever gets the name of the repository later would deploy. */
const isOneRepository: Rule = (given, { root }) => {
  const github = nodeAt(given, 'github');
  if (github?.kind !== 'map' || nodeAt(github, 'ids') !== undefined || !hasClaims(root, github)) return [];
  return [
    problemAt(keyOf(github), {
      found: 'a repository by its name alone',
      expected: 'its ids, too: whoever gets the name later would deploy to every account',
      fix: "write ids: { owner: ..., repository: ... }, copied from gh api repos/OWNER/NAME --jq '.owner.id, .id'",
    }),
  ];
};

/** Whether STS looks at claims of github.com's tokens beside the subject. */
function hasClaims(root: Node, github: Node): boolean {
  const region = textOf(nodeAt(root, 'homeRegion'), isHomeRegion)?.value;
  return region !== undefined && seesClaims(region) && nodeAt(github, 'issuer') === undefined;
}

const needsItsBranch: Rule = (given, { root }) => {
  const github = nodeAt(given, 'identity', 'github');
  const said = nodeAt(given, 'branch');
  const isNeeded = github !== undefined && hasClaims(root, github);
  if (nodeAt(given, 'identity') === undefined || isNeeded === (said !== undefined)) return [];
  if (isNeeded) {
    return [
      problemAt(keyOf(given), {
        found: 'no branch',
        expected: 'the branch that is deployed: an environment of GitHub says nothing of it in the subject of a token',
        fix: 'write branch: main, or the branch that is protected',
      }),
    ];
  }
  return [
    problemAt(keyOf(said ?? given), {
      found: 'a branch, which AWS would not look at',
      expected: 'a branch with github.com in the partition aws alone',
      fix: 'remove it; let nothing but the protected branch use the environment, or name the branch under apply',
    }),
  ];
};

/** Elsewhere no provider is made, and the one of the Terraform account is the matter of another key. */
const deployFromThere: Rule = (list, { root }) => {
  const { ops, management, terraform } = ownAccountsOf(root);
  if (ops === undefined || management === undefined || terraform === undefined) return [];
  const deploying = [management.value, ...(ops.value === terraform.value ? [] : [ops.value])];
  return textsIn(list, isAccountId)
    .filter(({ value }) => !deploying.includes(value))
    .map((account): FileProblem => {
      const isTerraform = account.value === terraform.value;
      return problemAt(account, {
        found: isTerraform ? `${account.value}, the Terraform account` : `${account.value}, which deploys nothing`,
        expected: isTerraform ? 'its providers under existingOidcProviders' : `one of ${deploying.join(', ')}`,
        fix: isTerraform ? 'list the URL of the issuer there' : 'remove it',
      });
    });
};

const existingOidcProviderIn = guided(
  z
    .array(
      accountId('The id of an account that deploys, and has the OIDC provider of the issuer already.', {
        example: '111111111111',
      }),
    )
    .min(1)
    .optional(),
  {
    description:
      'Accounts in which somebody else made the OIDC provider of the issuer: an account has one of each URL. Its audiences must have those of ' +
      'the deployment; orgstrap does not touch it. That of the Terraform account is under existingOidcProviders.',
    expected: 'a list with at least one account',
    unset: 'none: orgstrap makes the provider where it deploys',
    fix: 'list the accounts, or remove existingOidcProviderIn',
    rules: [eachOnce(isAccountId), deployFromThere],
  },
);

/** Another repository than that of the pipelines, because no job of theirs deploys. */
const EXAMPLE = {
  github: {
    repository: 'acme/organization',
    ids: { owner: 1234567, repository: 7654322 },
    apply: { environment: 'production' },
    plan: { pullRequests: {} },
  },
};

/** The same schema as that of pipelines, with the rules of who deploys. */
const deploymentIdentity = guided(identity, {
  description:
    'Which jobs deploy (apply) and which ones read what a deployment would change (plan), by the signed tokens of their CI system. No job of a pipeline is among them.',
  expected: 'a map with exactly one CI system that signs tokens',
  example: EXAMPLE,
  keysOf: 'pipelines.PIPELINE.identity',
  fix: 'name the CI system of the repository that org.yaml is in, as in docs/deployment.md',
  rules: [deploys, isApproved, isOneRepository],
});

export const deployment = guided(
  z
    .strictObject({
      identity: deploymentIdentity,
      branch: branch(
        'The branch of which the approved jobs deploy; for github.com alone, whose subjects do not say it.',
        'none: another system says it in its subjects',
      ).optional(),
      existingOidcProviderIn,
    })
    .optional(),
  {
    description:
      'Who deploys after the first day: jobs of a CI system become a deployer role once somebody approved them, and pull requests a planner role that ' +
      'reads. The deployment account has both, the management account a deployer for the guardrails. A person deploys first.',
    expected: 'a map with identity',
    example: { identity: EXAMPLE, branch: 'main' },
    unset: 'none: people deploy',
    fix: 'write deployment: { identity: { github: {...} }, branch: main }, or remove deployment',
    rules: [needsItsBranch],
  },
);

/** Which jobs are meant: with the branch where there is one. */
export function deployingIdentity(written: CiIdentity, ref: string | undefined): CiIdentity {
  if (written.kind !== 'oidc' || ref === undefined) return written;
  const { apply } = written.jobs;
  const claims = { ...apply.claims, ref: `refs/heads/${ref}` };
  return { ...written, jobs: { ...written.jobs, apply: { ...apply, claims } } };
}
