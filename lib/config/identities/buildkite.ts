import * as z from 'zod';
import type { OidcIdentity, OidcJobs } from '../../domain/ci-identity';
import { guided } from '../schema';
import { branch, EACH_COMMIT, exact, NOT_THIS_SYSTEM } from './subject';

const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?$/;

const organization = exact(SLUG, {
  description: 'The organization, as in its address.',
  expected: 'the slug of one organization',
  example: 'acme',
  fix: 'write it as in its address, after buildkite.com/',
  attack: 'all organizations share one issuer, and anybody can make one whose name begins like yours',
});

const pipeline = (example: string) =>
  exact(SLUG, {
    description: 'The pipeline, as in its address.',
    expected: 'the slug of one pipeline',
    example,
    fix: 'write it as in its address',
    attack: 'whoever may make a pipeline may give it a name that a pattern admits',
  });

const step = (example: string) =>
  exact(/^[A-Za-z0-9_-]{1,100}$/, {
    description: "The key of the step: the `key` in the pipeline's steps.",
    expected: 'the key of one step',
    example,
    fix: 'give the step a key, and write it here',
    attack: 'every other step of the pipeline would get in',
  });

const apply = guided(
  z.strictObject({
    pipeline: pipeline('infrastructure-apply'),
    branch: branch(
      'The branch that is applied. Whoever may start a build chooses it, so let only few start builds of this pipeline.',
    ),
    step: step('apply'),
  }),
  {
    description:
      'Which step applies. The branch of a build proves nothing about its code: let a pipeline of its own apply.',
    expected: 'a map with pipeline, branch and step',
    fix: 'write apply: { pipeline: infrastructure-apply, branch: main, step: apply }',
  },
);

const plan = guided(z.strictObject({ pipeline: pipeline('infrastructure'), step: step('plan') }), {
  description: 'Which step plans, of any branch.',
  expected: 'a map with pipeline and step',
  fix: 'write plan: { pipeline: infrastructure, step: plan }',
});

const block = z.strictObject({ organization, apply, plan });

export const buildkite = guided(block.transform(buildkiteIdentity).optional(), {
  description: 'Buildkite.',
  expected: 'a map with organization, apply and plan',
  unset: NOT_THIS_SYSTEM,
  fix: 'write all of them, as in examples/seven-systems.yaml',
});

/** @see https://buildkite.com/docs/pipelines/security/oidc/aws */
function buildkiteIdentity({ organization, apply, plan }: z.output<typeof block>): OidcIdentity {
  const jobs = (pipeline: string, branch: string, step: string): OidcJobs => ({
    audience: 'sts.amazonaws.com',
    subjects: [
      `organization:${organization}:pipeline:${pipeline}:ref:refs/heads/${branch}:commit:${EACH_COMMIT}:step:${step}`,
    ],
  });
  return {
    kind: 'oidc',
    system: 'buildkite',
    issuer: 'agent.buildkite.com',
    jobs: {
      apply: jobs(apply.pipeline, apply.branch, apply.step),
      // The person who starts a build chooses its branch and commit, so they prove nothing; the pipeline and the step do.
      plan: jobs(plan.pipeline, '*', plan.step),
    },
  };
}
