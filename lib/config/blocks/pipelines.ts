import * as z from 'zod';
import type { BucketNamespace } from '../../domain/bucket-namespace';
import { isPipelineName, isStateName, LONGEST_STATE_NAME, PIPELINE_NAME, STATE_NAME } from '../../domain/chosen-names';
import { LONGEST_PIPELINE_NAME, longestPipelineName } from '../../domain/names';
import type { Pipeline } from '../../domain/org-config';
import { isHomeRegion } from '../../domain/region';
import { identity } from '../identities/identity';
import { hyphenated, isNotEmpty, type NameKind, named, unfitName } from '../names';
import { entriesOf, keyOf, namesIn, nodeAt, textOf, textsIn, wholeTextsIn } from '../node';
import { apart, deployedOnce, type Lives, lifeOf } from '../retirement';
import { listedOnce, repeatedTexts, unknownNames } from '../rules/listed-names';
import { guided, type Rule } from '../schema';
import { bucketNamespaceOf } from './bucket-namespace';
import { privateModules } from './private-modules';

/** Looks only at a list that can be read as a whole. */
const areKnownEnvironments: Rule = (list, { root }) => {
  const names = wholeTextsIn(list);
  const known = namesIn(nodeAt(root, 'environments'));
  return [...repeatedTexts(names), ...unknownNames(names, { noun: 'environment', known, home: 'environments' })];
};

/** One look at a workspace has no more jobs than a matrix of GitHub takes. */
const MOST_STATES = 256;

const environmentNames = guided(
  z
    .array(
      guided(z.string(), {
        description: 'The name of an environment.',
        expected: 'the name of an environment',
        example: 'dev',
        fix: 'write the name of one of the environments above as text',
      }),
    )
    .optional(),
  {
    description: 'The environments that the pipeline may change; none where it is for the management account alone.',
    expected: 'a list of names of environments',
    unset: 'none: it is for the management account or platform accounts alone',
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

const STATE: NameKind = {
  noun: 'state',
  isFit: isStateName,
  expected: hyphenated(LONGEST_STATE_NAME, "a folder's name and of the state's S3 key"),
  showsLength: true,
  json: { pattern: STATE_NAME.source, maxLength: LONGEST_STATE_NAME },
};

const areFitNames: Rule = (list) => textsIn(list).flatMap((name) => unfitName(name, STATE));

const states = guided(
  z
    .array(
      guided(
        z.string(),
        {
          description: 'The name of a state.',
          expected: 'the name of a state',
          example: 'network',
          fix: 'write a name as text, such as network',
        },
        STATE.json,
      ),
    )
    .min(1)
    .max(MOST_STATES)
    .optional(),
  {
    description:
      'The states of each workspace, where one is not enough, in the order in which they are applied. Each has its configuration in a folder of its name.',
    expected: `a list of 1 to ${MOST_STATES} names`,
    example: ['network', 'app'],
    unset: 'none: each workspace has one state',
    fix: 'list the states, or remove states where each workspace has one',
    rules: [areFitNames, listedOnce],
  },
);

const pipeline = guided(
  z.strictObject({
    identity,
    environments: environmentNames,
    states,
    privateModules,
    ...lifeOf(PIPELINE, {
      example: 'release',
      gives: 'its states and their key are kept, and nobody is its CI any more',
    }),
  }),
  {
    description: "One CI system's right to run Terraform.",
    expected: 'a map with identity and environments',
    example: { identity: { iamUser: {} }, environments: ['dev'] },
    fix: 'write identity and environments under its name, as in examples/two-accounts.yaml',
  },
);

export const pipelines = guided(
  named(PIPELINE, pipeline).refine(isNotEmpty).optional(),
  {
    description:
      'The pipelines: each has its own state bucket, key, identity and CI Terraform role. Left out where people work without Terraform.',
    expected: 'a map with at least one pipeline',
    entry: { placeholder: 'PIPELINE', example: 'delivery' },
    unset: 'none: nobody runs Terraform',
    fix: 'add a pipeline, as in examples/two-accounts.yaml, or remove pipelines where people work without Terraform',
    rules: [fitTheirBuckets, deployedOnce(PIPELINE)],
  },
  { minProperties: 1 },
).transform((byName): Lives<WrittenPipeline> => apart(byName ?? {}));

/** As the file has it. */
export interface WrittenPipeline extends Omit<Pipeline, 'name' | 'deployedAs' | 'environments' | 'states'> {
  readonly states?: Pipeline['states'] | undefined;
  readonly environments?: Pipeline['environments'] | undefined;
}
