import * as z from 'zod';
import type { BucketNamespace } from '../../domain/bucket-namespace';
import { isPipelineName, PIPELINE_NAME } from '../../domain/chosen-names';
import { LONGEST_PIPELINE_NAMES } from '../../domain/names';
import type { Pipeline } from '../../domain/org-config';
import { identity } from '../identities/identity';
import { fitNames, hyphenated, isNotEmpty, type NameKind, named } from '../names';
import { namesIn, nodeAt, wholeTextsIn } from '../node';
import { repeatedTexts, unknownNames } from '../rules/listed-names';
import { guided, type Rule } from '../schema';
import { bucketNamespaceOf } from './bucket-namespace';

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

const pipeline = guided(z.strictObject({ identity, environments: environmentNames }), {
  description: "One CI system's right to run Terraform.",
  expected: 'a map with identity and environments',
  fix: 'write identity and environments under its name, as in examples/two-accounts.yaml',
});

/** Editors do not look at the namespace, so they are told of the longer names. */
const JSON_NAME = { pattern: PIPELINE_NAME.source, maxLength: LONGEST_PIPELINE_NAMES.global };

/** Says both limits: the other one is a key away. */
const BUCKET_NAMES: Readonly<Record<BucketNamespace, string>> = {
  'account-regional':
    "a bucket's name, of which S3 takes 63 characters with -ACCOUNT-REGION-an; " +
    `with bucketNamespace: global, for buckets of orgstrap 0.2.0 or before, it has 1 to ${LONGEST_PIPELINE_NAMES.global}`,
  global: `a bucket's name; with bucketNamespace: account-regional, it has 1 to ${LONGEST_PIPELINE_NAMES['account-regional']}`,
};

const fitTheirBuckets: Rule = (pipelines, file) => {
  const namespace = bucketNamespaceOf(file.root);
  const kind: NameKind = {
    noun: 'pipeline',
    isFit: (name) => isPipelineName(name, namespace),
    expected: hyphenated(LONGEST_PIPELINE_NAMES[namespace], BUCKET_NAMES[namespace]),
    showsLength: true,
    json: JSON_NAME,
  };
  return fitNames(kind)(pipelines, file);
};

export const pipelines = guided(
  named({ json: JSON_NAME }, pipeline).refine(isNotEmpty),
  {
    description: 'The pipelines: each has its own state bucket, key, identity and CI Terraform role.',
    expected: 'a map with at least one pipeline',
    fix: 'add a pipeline, as in examples/two-accounts.yaml',
    rules: [fitTheirBuckets],
  },
  { minProperties: 1 },
).transform((byName) => Object.entries(byName).map(([name, parsed]): Pipeline => ({ name, ...parsed })));
