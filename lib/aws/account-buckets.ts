import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketReplicationCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  type LifecycleRule,
  type ReplicationRule,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { AccountId } from '../domain/ids';
import { awsAnswer, isNamed } from './aws-answer';

/** Buckets of one account, as its auditor role sees them. */
export interface AccountBuckets {
  /** Undefined where there is no such bucket. @param region - where it is */
  bucket(name: string, region: string): Promise<FoundBucket | undefined>;
}

/** How a bucket is set up. What nobody set is undefined, or an empty list. */
export interface FoundBucket {
  readonly encryption: FoundEncryption | undefined;
  readonly lifecycleRules: readonly FoundLifecycleRule[];
  /** `Enabled` or `Suspended`. */
  readonly versioning: string | undefined;
  readonly publicAccessBlock: FoundPublicAccessBlock | undefined;
  readonly objectOwnership: string | undefined;
  /** As JSON. */
  readonly policy: string | undefined;
  readonly logging: { readonly destinationBucketName: string; readonly logFilePrefix: string } | undefined;
  /** What is locked by default, and for how long. */
  readonly objectLock: { readonly mode: string; readonly days: number } | undefined;
  readonly replication: FoundReplication | undefined;
}

/** In CloudFormation's words, as far as rules of orgstrap say something. */
interface FoundReplication {
  readonly role: string;
  readonly rules: readonly FoundReplicationRule[];
}

interface FoundReplicationRule {
  readonly id: string;
  readonly status: string;
  readonly bucket: string;
  readonly keyId: string;
  readonly copiesEncrypted: boolean;
  readonly copiesDeletions: boolean;
  /** Whether it is of every object. */
  readonly ofAll: boolean;
}

interface FoundEncryption {
  readonly sseAlgorithm: string;
  readonly kmsMasterKeyId?: string;
  readonly bucketKeyEnabled: boolean;
}

/** In CloudFormation's words, without what it does not say; what orgstrap never writes is in `more`. */
interface FoundLifecycleRule {
  readonly id: string;
  readonly status: string;
  readonly expirationInDays?: number;
  readonly expiredObjectDeleteMarker?: boolean;
  readonly noncurrentVersionExpiration?: {
    readonly noncurrentDays: number;
    readonly newerNoncurrentVersions?: number;
  };
  readonly abortIncompleteMultipartUpload?: { readonly daysAfterInitiation: number };
  /** The names of the rest: a filter that leaves objects out, or a move to another storage class. */
  readonly more?: readonly string[];
}

interface FoundPublicAccessBlock {
  readonly blockPublicAcls: boolean;
  readonly blockPublicPolicy: boolean;
  readonly ignorePublicAcls: boolean;
  readonly restrictPublicBuckets: boolean;
}

/**
 * Asks for one setting after the other of a bucket of this account: one of the same name that belongs to somebody else is refused.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export class S3AccountBuckets implements AccountBuckets {
  /** @param clientIn - of a Region */
  constructor(
    private readonly clientIn: (region: string) => S3Client,
    private readonly owner: AccountId,
  ) {}

  async bucket(name: string, region: string): Promise<FoundBucket | undefined> {
    const bucket = { Bucket: name, ExpectedBucketOwner: this.owner };
    const client = this.clientIn(region);
    // Every bucket answers this one, so it tells whether there is a bucket.
    const versioning = await setting(
      's3:GetBucketVersioning',
      client.send(new GetBucketVersioningCommand(bucket)),
      'NoSuchBucket',
    );
    if (versioning === undefined) return undefined;
    const [encryption, lifecycle, block, ownership, policy, logging, lock, replication] = await Promise.all([
      setting(
        's3:GetEncryptionConfiguration',
        client.send(new GetBucketEncryptionCommand(bucket)),
        'ServerSideEncryptionConfigurationNotFoundError',
      ),
      setting(
        's3:GetLifecycleConfiguration',
        client.send(new GetBucketLifecycleConfigurationCommand(bucket)),
        'NoSuchLifecycleConfiguration',
      ),
      setting(
        's3:GetBucketPublicAccessBlock',
        client.send(new GetPublicAccessBlockCommand(bucket)),
        'NoSuchPublicAccessBlockConfiguration',
      ),
      setting(
        's3:GetBucketOwnershipControls',
        client.send(new GetBucketOwnershipControlsCommand(bucket)),
        'OwnershipControlsNotFoundError',
      ),
      setting('s3:GetBucketPolicy', client.send(new GetBucketPolicyCommand(bucket)), 'NoSuchBucketPolicy'),
      setting('s3:GetBucketLogging', client.send(new GetBucketLoggingCommand(bucket))),
      setting(
        's3:GetBucketObjectLockConfiguration',
        client.send(new GetObjectLockConfigurationCommand(bucket)),
        'ObjectLockConfigurationNotFoundError',
      ),
      setting(
        's3:GetReplicationConfiguration',
        client.send(new GetBucketReplicationCommand(bucket)),
        'ReplicationConfigurationNotFoundError',
      ),
    ]);
    const [rule] = encryption?.ServerSideEncryptionConfiguration?.Rules ?? [];
    const byDefault = rule?.ApplyServerSideEncryptionByDefault;
    const access = block?.PublicAccessBlockConfiguration;
    const target = logging?.LoggingEnabled;
    const retention = lock?.ObjectLockConfiguration?.Rule?.DefaultRetention;
    return {
      versioning: versioning.Status,
      encryption: byDefault && {
        sseAlgorithm: byDefault.SSEAlgorithm ?? '',
        ...(byDefault.KMSMasterKeyID !== undefined && { kmsMasterKeyId: byDefault.KMSMasterKeyID }),
        bucketKeyEnabled: rule?.BucketKeyEnabled === true,
      },
      lifecycleRules: (lifecycle?.Rules ?? []).map(foundRule),
      publicAccessBlock: access && {
        blockPublicAcls: access.BlockPublicAcls === true,
        blockPublicPolicy: access.BlockPublicPolicy === true,
        ignorePublicAcls: access.IgnorePublicAcls === true,
        restrictPublicBuckets: access.RestrictPublicBuckets === true,
      },
      objectOwnership: ownership?.OwnershipControls?.Rules?.[0]?.ObjectOwnership,
      policy: policy?.Policy,
      logging: target && {
        destinationBucketName: target.TargetBucket ?? '',
        logFilePrefix: target.TargetPrefix ?? '',
      },
      objectLock: retention && { mode: retention.Mode ?? '', days: retention.Days ?? (retention.Years ?? 0) * 365 },
      replication: replication?.ReplicationConfiguration && {
        role: replication.ReplicationConfiguration.Role ?? '',
        rules: (replication.ReplicationConfiguration.Rules ?? []).map(foundReplicationRule),
      },
    };
  }
}

/** @param absent - the names of errors that say that nobody set it */
function setting<Answer>(
  action: string,
  sent: Promise<Answer>,
  ...absent: readonly string[]
): Promise<Answer | undefined> {
  const answer = sent.catch((error: unknown): Answer | undefined => {
    if (isNamed(error, ...absent)) return undefined;
    throw error;
  });
  return awsAnswer(action, answer);
}

function foundRule(rule: LifecycleRule): FoundLifecycleRule {
  const { Expiration: expiration, NoncurrentVersionExpiration: noncurrent } = rule;
  const days = rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation;
  const versions = noncurrent?.NewerNoncurrentVersions;
  const more = [
    ...(rule.Transitions?.length ? ['Transitions'] : []),
    ...(rule.NoncurrentVersionTransitions?.length ? ['NoncurrentVersionTransitions'] : []),
    ...(expiration?.Date === undefined ? [] : ['Expiration.Date']),
    ...(isOfAll(rule) ? [] : ['Filter']),
  ];
  return {
    id: rule.ID ?? '',
    status: rule.Status ?? '',
    ...(expiration?.Days !== undefined && { expirationInDays: expiration.Days }),
    ...(expiration?.ExpiredObjectDeleteMarker === true && { expiredObjectDeleteMarker: true }),
    ...(noncurrent && {
      noncurrentVersionExpiration: {
        noncurrentDays: noncurrent.NoncurrentDays ?? 0,
        ...(versions !== undefined && { newerNoncurrentVersions: versions }),
      },
    }),
    ...(days !== undefined && { abortIncompleteMultipartUpload: { daysAfterInitiation: days } }),
    ...(more.length > 0 && { more }),
  };
}

/** Whether a rule is about every object: without a filter, or with the empty prefix. */
function isOfAll({ Filter: filter = {}, Prefix: prefix = '' }: LifecycleRule): boolean {
  const { Prefix: filtered = '', ...others } = filter;
  return prefix === '' && filtered === '' && Object.values(others).every((value) => value === undefined);
}

function foundReplicationRule(rule: ReplicationRule): FoundReplicationRule {
  const { Prefix: prefix = '', ...others } = rule.Filter ?? {};
  return {
    id: rule.ID ?? '',
    status: rule.Status ?? '',
    bucket: rule.Destination?.Bucket ?? '',
    keyId: rule.Destination?.EncryptionConfiguration?.ReplicaKmsKeyID ?? '',
    copiesEncrypted: rule.SourceSelectionCriteria?.SseKmsEncryptedObjects?.Status === 'Enabled',
    copiesDeletions: rule.DeleteMarkerReplication?.Status === 'Enabled',
    ofAll: prefix === '' && Object.values(others).every((value) => value === undefined),
  };
}
