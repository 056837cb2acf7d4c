import { Construct } from 'constructs';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { loadPolicy } from '../policies/load-policy';
import { acknowledge } from './acknowledge';
import { PrivateBucket } from './private-bucket';

/** Who read and wrote which state: the access logs of the state buckets, and of the trail's, kept for a year. */
export class AccessLogBucket extends Construct {
  constructor(scope: Construct, id: string, config: OrgConfig) {
    super(scope, id);
    const names = namesOf(config);
    const name = names.accessLogBucket;
    new PrivateBucket(this, 'Bucket', {
      name,
      namespace: names.bucketNamespace,
      policy: loadPolicy('access-log-bucket.resource', {
        bucket: names.bucketArn(name),
        loggedBuckets: [
          names.stateBucketsPattern,
          ...(config.audit?.trail === 'own' ? [names.audit.trailBucket] : []),
        ].map((logged) => names.bucketArn(logged)),
        terraformAccount: config.accounts.terraform,
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
