import { z } from 'zod';
import { LONGEST_PIPELINE_NAME } from '../../domain/names';
import { PIPELINE_NAME } from '../../domain/pipeline-name';
import { guided } from './guided';
import { identity } from './identities/identity';
import { isNotEmpty, named } from './named';

const environmentNames = guided(
  z
    .array(
      guided(z.string(), {
        description: 'The name of an environment.',
        expected: 'the name of an environment',
        fix: 'write the name of one of the environments above as text',
      }),
    )
    .min(1),
  {
    description: 'The environments that the pipeline may change.',
    expected: 'a list with at least one name of an environment',
    fix: 'list the environments that it may change; there is no default',
  },
);

const pipeline = guided(z.strictObject({ identity, environments: environmentNames }), {
  description: "One CI system's right to run Terraform.",
  expected: 'a map with identity and environments',
  fix: 'write identity and environments under its name, as in examples/two-accounts.yaml',
});

export const pipelines = guided(
  named({ pattern: PIPELINE_NAME, longest: LONGEST_PIPELINE_NAME }, pipeline).refine(isNotEmpty),
  {
    description: 'The pipelines: each has its own state bucket, key, identity and CI Terraform role.',
    expected: 'a map with at least one pipeline',
    fix: 'add a pipeline, as in examples/two-accounts.yaml',
  },
  { minProperties: 1 },
);
