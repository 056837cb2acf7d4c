import * as z from 'zod';
import { isPipelineName, PIPELINE_NAME } from '../../domain/chosen-names';
import { LONGEST_PIPELINE_NAME } from '../../domain/names';
import type { Pipeline } from '../../domain/org-config';
import { identity } from '../identities/identity';
import { hyphenated, isNotEmpty, type NameKind, named } from '../names';
import { namesIn, nodeAt, wholeTextsIn } from '../node';
import { apart, type Lives, lifeOf, namedApart } from '../retirement';
import { repeatedTexts, unknownNames } from '../rules/listed-names';
import { guided, type Rule } from '../schema';

/** Looks only at a list that can be read as a whole. */
const areKnownEnvironments: Rule = (list, { root }) => {
  const names = wholeTextsIn(list);
  const known = namesIn(nodeAt(root, 'environments'));
  return [...repeatedTexts(names), ...unknownNames(names, { noun: 'environment', known, home: 'environments' })];
};

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
    rules: [areKnownEnvironments],
  },
);

const PIPELINE: NameKind = {
  noun: 'pipeline',
  isFit: isPipelineName,
  expected: hyphenated(LONGEST_PIPELINE_NAME, "a bucket's name"),
  showsLength: true,
  json: { pattern: PIPELINE_NAME.source, maxLength: LONGEST_PIPELINE_NAME },
};

const pipeline = guided(
  z.strictObject({
    identity,
    environments: environmentNames,
    ...lifeOf(PIPELINE, { gives: 'its states and their key are kept, and nobody is its CI any more' }),
  }),
  {
    description: "One CI system's right to run Terraform.",
    expected: 'a map with identity and environments',
    fix: 'write identity and environments under its name, as in examples/two-accounts.yaml',
  },
);

export const pipelines = guided(
  named(PIPELINE, pipeline).refine(isNotEmpty),
  {
    description: 'The pipelines: each has its own state bucket, key, identity and CI Terraform role.',
    expected: 'a map with at least one pipeline',
    fix: 'add a pipeline, as in examples/two-accounts.yaml',
    rules: namedApart(PIPELINE),
  },
  { minProperties: 1 },
).transform((byName): Lives<Omit<Pipeline, 'name' | 'deployedAs'>> => apart(byName));
