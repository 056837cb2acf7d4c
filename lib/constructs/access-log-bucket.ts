import { Construct } from 'constructs';
import type { AccountId } from '../domain/account-id';
import { accessLogBucketName, bucketArn, stateBucketsPattern, trailBucketName } from '../domain/names';
import { type HomeRegion, partitionOf } from '../domain/region';
import { loadPolicy } from '../policies/load-policy';
import { acknowledge } from './acknowledge';
import { PrivateBucket } from './private-bucket';

export interface AccessLogBucketProps {
  readonly terraformAccount: AccountId;
  readonly region: HomeRegion;
  /** Whether the bucket of a trail logs here, too. */
  readonly hasTrail: boolean;
}

/** Who read and wrote which state: the access logs of the state buckets, and of the trail's, kept for a year. */
export class AccessLogBucket extends Construct {
  constructor(scope: Construct, id: string, props: AccessLogBucketProps) {
    super(scope, id);
    const partition = partitionOf(props.region);
    const name = accessLogBucketName(props.terraformAccount, props.region);
    new PrivateBucket(this, 'Bucket', {
      name,
      policy: loadPolicy('access-log-bucket.resource', {
        bucket: bucketArn(partition, name),
        loggedBuckets: [
          stateBucketsPattern(props.terraformAccount, props.region),
          ...(props.hasTrail ? [trailBucketName(props.terraformAccount, props.region)] : []),
        ].map((logged) => bucketArn(partition, logged)),
        terraformAccount: props.terraformAccount,
      }).document,
      encryption: { sseAlgorithm: 'AES256' },
      lifecycleRules: [
        {
          id: 'ForgetAfterAYear',
          status: 'Enabled',
          expirationInDays: 365,
          noncurrentVersionExpiration: { noncurrentDays: 1 },
        },
        { id: 'AbortUploads', status: 'Enabled', abortIncompleteMultipartUpload: { daysAfterInitiation: 1 } },
      ],
    });
    acknowledge(this, 'AwsSolutions', 'S1', WOULD_LOG_ITSELF);
    acknowledge(this, 'NIST.800.53.R5', 'S3BucketLoggingEnabled', WOULD_LOG_ITSELF);
    acknowledge(
      this,
      'NIST.800.53.R5',
      'S3DefaultEncryptionKMS',
      'S3 delivers access logs only to a bucket whose default encryption is SSE-S3.',
    );
    acknowledge(
      this,
      'NIST.800.53.R5',
      'S3BucketReplicationEnabled',
      'Access logs are evidence and not state: versioned, kept for a year, and written again by nobody. A copy in a second Region doubles what may leak.',
    );
  }
}

const WOULD_LOG_ITSELF = 'It is the bucket of the access logs: logging its own accesses would add to it without end.';
