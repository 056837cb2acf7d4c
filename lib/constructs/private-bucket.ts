import { CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { CfnDeletionPolicy, type CfnResource } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { BucketNamespace } from '../domain/bucket-namespace';
import { type BucketDescription, EVERY_BUCKET, hasBucketKey } from '../policies/bucket-description';
import { toIam } from './managed-policy';

/** A bucket, described as `verify` compares it with what is there. */
export interface PrivateBucketProps extends BucketDescription {
  /**
   * `account-regional` where the name ends with the account, the Region and `-an`: nobody else can take it then. It cannot change later.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/gpbucketnamespaces.html
   */
  readonly namespace: BucketNamespace;
}

/** A bucket that is versioned, encrypted, closed to the public and kept: what every bucket of orgstrap has in common. */
export class PrivateBucket extends Construct {
  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    const bucket = new CfnBucket(this, 'Resource', {
      bucketName: props.name,
      // S3's own default is not written down: a bucket that has none would be replaced, under the name that it has.
      ...(props.namespace === 'account-regional' && { bucketNamespace: props.namespace }),
      versioningConfiguration: { status: EVERY_BUCKET.versioning },
      bucketEncryption: {
        serverSideEncryptionConfiguration: [
          {
            serverSideEncryptionByDefault: props.encryption,
            bucketKeyEnabled: hasBucketKey(props.encryption),
          },
        ],
      },
      publicAccessBlockConfiguration: EVERY_BUCKET.publicAccessBlock,
      ownershipControls: { rules: [{ objectOwnership: EVERY_BUCKET.objectOwnership }] },
      lifecycleConfiguration: { rules: [...props.lifecycleRules] },
      loggingConfiguration: props.logging,
      ...(props.objectLock && {
        objectLockEnabled: true,
        objectLockConfiguration: {
          objectLockEnabled: 'Enabled',
          rule: { defaultRetention: { mode: props.objectLock.mode, days: props.objectLock.days } },
        },
      }),
    });
    retain(bucket);
    const policy = new CfnBucketPolicy(this, 'Policy', { bucket: props.name, policyDocument: toIam(props.policy) });
    // By name, as its document names the bucket: the stock rules compare the two as text.
    policy.addResourceDependency(bucket);
    retain(policy);
  }
}

/**
 * Keeps what holds state when its stack is deleted or it is replaced; but a create that fails leaves nothing behind,
 * whose name would block the next attempt.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html
 */
export function retain(resource: CfnResource): void {
  resource.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE;
  resource.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
}
