import { Construct } from 'constructs';
import type { OrgConfig } from '../domain/org-config';
import { accessLogBucket } from '../policies/bucket-description';
import { acknowledge } from './acknowledge';
import { PrivateBucket } from './private-bucket';

/** Who read and wrote which state: the access logs of the state buckets, and of the trail's, kept for a year. */
export class AccessLogBucket extends Construct {
  constructor(scope: Construct, id: string, config: OrgConfig) {
    super(scope, id);
    new PrivateBucket(this, 'Bucket', { ...accessLogBucket(config), namespace: config.bucketNamespace });
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
