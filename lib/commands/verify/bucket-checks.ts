import type { AccountBuckets, FoundBucket } from '../../aws/account-buckets';
import type { FoundKey } from '../../aws/account-keys';
import { type CheckSubject, checksOfAnswer, doesNotHold, type LiveCheck } from '../../estate/live-check';
import { type BucketDescription, COPY_RULE, EVERY_BUCKET, hasBucketKey } from '../../policies/bucket-description';
import type { ExpectedBucket } from '../../policies/expected-storage';
import { documentDifferences } from './document-differences';
import { judged, SEE } from './judged';
import { type Difference, mendedBy } from './mended-by';
import { valueDifferences } from './value-differences';

/**
 * Whether a bucket is set up as its template says: encryption with its own key, lifecycle, versioning, public access, access logs,
 * what is locked, and its policy.
 *
 * @param key - asked for that of its alias; undefined where it has none of its own
 */
export function bucketChecks(
  expected: ExpectedBucket,
  buckets: AccountBuckets,
  key: Promise<FoundKey | undefined>,
): Promise<readonly LiveCheck[]> {
  const question: CheckSubject = {
    kind: 'bucket',
    resource: expected.name,
    name: `bucket ${expected.name}`,
    why: 'who reads a state reads what is secret in it, who writes one runs code as its pipeline, and logs are evidence',
  };
  return checksOfAnswer(
    [question],
    SEE,
    async () => {
      const found = await buckets.bucket(expected.name, expected.region);
      return found && { found, key: await key };
    },
    (seen) => {
      const gone = 'there is no such bucket in this account';
      if (seen === undefined) return [doesNotHold(question, gone, mendedBy('the bucket', []))];
      return [
        judged(question, bucketDifferences(expected, seen.found, seen.key), 'the bucket', 'is set up as it should be'),
      ];
    },
  );
}

function bucketDifferences(
  { name, region, keyAliasArn = '', describedWith }: ExpectedBucket,
  found: FoundBucket,
  key: FoundKey | undefined,
): readonly Difference[] {
  const expected = describedWith(key?.arn ?? keyAliasArn);
  const command = (verb: string) => `aws s3api ${verb} --region ${region} --bucket ${name}`;
  const { versioning, publicAccessBlock, objectOwnership } = EVERY_BUCKET;
  return [
    ...encryptionDifferences(expected, found, keyAliasArn, command('put-bucket-encryption')),
    ...valueDifferences(
      'lifecycle',
      inOrder(expected.lifecycleRules),
      inOrder(found.lifecycleRules),
      command('put-bucket-lifecycle-configuration'),
    ),
    ...valueDifferences('versioning', versioning, found.versioning, command('put-bucket-versioning')),
    ...valueDifferences(
      'public access block',
      publicAccessBlock,
      found.publicAccessBlock,
      command('put-public-access-block'),
    ),
    ...valueDifferences(
      'object ownership',
      objectOwnership,
      found.objectOwnership,
      command('put-bucket-ownership-controls'),
    ),
    ...valueDifferences('access logging', expected.logging, found.logging, command('put-bucket-logging')),
    ...valueDifferences(
      'default lock',
      expected.objectLock,
      found.objectLock,
      command('put-object-lock-configuration'),
    ),
    ...valueDifferences(
      'replication',
      expectedReplication(expected),
      found.replication,
      command('put-bucket-replication'),
    ),
    ...policyDifferences(expected, found.policy, command('put-bucket-policy')),
  ];
}

/** S3 takes the key by its ARN, its id or its alias, and tells it as it was told. */
function encryptionDifferences(
  { encryption }: BucketDescription,
  { encryption: found }: FoundBucket,
  alias: string,
  command: string,
): readonly Difference[] {
  const expected = { ...encryption, bucketKeyEnabled: hasBucketKey(encryption) };
  const { kmsMasterKeyId: key } = encryption;
  const { kmsMasterKeyId: used } = found ?? {};
  const isSame = key !== undefined && used !== undefined && [key, key.split('/').at(-1), alias].includes(used);
  return valueDifferences('default encryption', expected, isSame ? { ...found, kmsMasterKeyId: key } : found, command);
}

/** As `FoundBucket` has it. */
function expectedReplication({ replication }: BucketDescription) {
  return (
    replication && {
      role: replication.role,
      rules: [
        {
          id: COPY_RULE,
          status: 'Enabled',
          bucket: replication.bucket,
          keyId: replication.keyAlias,
          copiesEncrypted: true,
          copiesDeletions: false,
          ofAll: true,
        },
      ],
    }
  );
}

function inOrder<Rule extends { readonly id: string }>(rules: readonly Rule[]): readonly Rule[] {
  return [...rules].sort((one, other) => (one.id < other.id ? -1 : 1));
}

function policyDifferences(
  { policy }: BucketDescription,
  found: string | undefined,
  command: string,
): readonly Difference[] {
  const expected = JSON.stringify(policy);
  const mended = `${command} --policy '${expected}'`;
  if (found === undefined) return [{ found: 'it has no bucket policy', command: mended }];
  return documentDifferences('bucket policy', expected, found).map((difference) => ({
    found: difference,
    command: mended,
  }));
}
