import * as z from 'zod';
import type { BucketNamespace } from '../../domain/bucket-namespace';
import { isPipelineName, PIPELINE_NAME } from '../../domain/chosen-names';
import { LONGEST_PIPELINE_NAME, longestPipelineName } from '../../domain/names';
import type { Pipeline } from '../../domain/org-config';
import { isHomeRegion } from '../../domain/region';
import { identity } from '../identities/identity';
import { hyphenated, isNotEmpty, type NameKind, named, unfitName } from '../names';
import { entriesOf, keyOf, namesIn, nodeAt, textOf, wholeTextsIn } from '../node';
import { apart, deployedOnce, type Lives, lifeOf } from '../retirement';
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
    .optional(),
  {
    description: 'The environments that the pipeline may change; none where it is for the management account alone.',
    expected: 'a list of names of environments',
    fix: 'list the environments that it may change; there is no default',
    rules: [areKnownEnvironments],
  },
);

const PIPELINE: NameKind = {
  noun: 'pipeline',
  isFit: (name) => isPipelineName(name),
  expected: hyphenated(LONGEST_PIPELINE_NAME, "a bucket's name"),
  showsLength: true,
  // Editors do not look at the namespace and the Region, so they are told of the longest names.
  json: { pattern: PIPELINE_NAME.source, maxLength: LONGEST_PIPELINE_NAME },
};

/** Says both limits, where they differ: the other one is a key away. */
function bucketNames(namespace: BucketNamespace, region: string): string {
  if (longestPipelineName('account-regional', region) === LONGEST_PIPELINE_NAME) return "a bucket's name";
  return namespace === 'global'
    ? `a bucket's name; with bucketNamespace: account-regional, it has 1 to ${longestPipelineName('account-regional', region)}`
    : "a bucket's name, of which S3 takes 63 characters with -ACCOUNT-REGION-an; " +
        `with bucketNamespace: global, for buckets of orgstrap 0.2.0 or before, it has 1 to ${longestPipelineName('global', region)}`;
}

/** The name that counts is the one that it has in AWS. */
const fitTheirBuckets: Rule = (pipelines, { root }) => {
  const namespace = bucketNamespaceOf(root);
  // Where the Region is none, that is the problem.
  const region = textOf(nodeAt(root, 'homeRegion'), isHomeRegion)?.value ?? '';
  const longest = longestPipelineName(namespace, region);
  const kind: NameKind = {
    ...PIPELINE,
    isFit: (name) => isPipelineName(name, longest),
    expected: hyphenated(longest, bucketNames(namespace, region)),
  };
  return entriesOf(pipelines).flatMap((entry) => {
    const deployedAs = textOf(nodeAt(entry, 'deployedAs'));
    if (deployedAs === undefined) return unfitName(keyOf(entry), kind);
    // One that is too long in any namespace is a problem of its own.
    const ofBucket = PIPELINE.isFit(deployedAs.value) ? unfitName(deployedAs, kind) : [];
    return [...unfitName(keyOf(entry), PIPELINE), ...ofBucket];
  });
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
  named(PIPELINE, pipeline).refine(isNotEmpty).optional(),
  {
    description:
      'The pipelines: each has its own state bucket, key, identity and CI Terraform role. Left out where people work without Terraform.',
    expected: 'a map with at least one pipeline',
    fix: 'add a pipeline, as in examples/two-accounts.yaml, or remove pipelines where people work without Terraform',
    rules: [fitTheirBuckets, deployedOnce(PIPELINE)],
  },
  { minProperties: 1 },
).transform((byName): Lives<WrittenPipeline> => apart(byName ?? {}));

/** As the file has it. */
export interface WrittenPipeline extends Omit<Pipeline, 'name' | 'deployedAs' | 'environments'> {
  readonly environments?: Pipeline['environments'] | undefined;
}
