import { z } from 'zod';
import { guided } from '../guided';
import { branch } from './branch';
import { exact } from './exact';

const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?$/;

const organization = exact(SLUG, {
  description: 'The organization, as in its address.',
  expected: 'the slug of one organization',
  fix: 'write it as in its address, after buildkite.com/',
  attack: 'all organizations share one issuer, and anybody can make one whose name begins like yours',
});

const pipeline = exact(SLUG, {
  description: 'The pipeline, as in its address.',
  expected: 'the slug of one pipeline',
  fix: 'write it as in its address',
  attack: 'whoever may make a pipeline may give it a name that a pattern admits',
});

const step = exact(/^[A-Za-z0-9_-]{1,100}$/, {
  description: "The key of the step: the `key` in the pipeline's steps.",
  expected: 'the key of one step',
  fix: 'give the step a key, and write it here',
  attack: 'every other step of the pipeline would get in',
});

const apply = guided(
  z.strictObject({
    pipeline,
    branch: branch(
      'The branch that is applied. Whoever may start a build chooses it, so let only few start builds of this pipeline.',
    ),
    step,
  }),
  {
    description:
      'Which step applies. The branch of a build proves nothing about its code: let a pipeline of its own apply.',
    expected: 'a map with pipeline, branch and step',
    fix: 'write apply: { pipeline: infrastructure-apply, branch: main, step: apply }',
  },
);

const plan = guided(z.strictObject({ pipeline, step }), {
  description: 'Which step plans, of any branch.',
  expected: 'a map with pipeline and step',
  fix: 'write plan: { pipeline: infrastructure, step: plan }',
});

export const buildkite = guided(z.strictObject({ organization, apply, plan }).optional(), {
  description: 'Buildkite.',
  expected: 'a map with organization, apply and plan',
  fix: 'write all of them, as in examples/seven-systems.yaml',
});
