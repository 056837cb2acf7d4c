import { CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { CfnDeletionPolicy, type CfnResource } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { BucketNamespace } from '../domain/bucket-namespace';
import {
  type BucketDescription,
  COPY_RULE,
  EVERY_BUCKET,
  hasBucketKey,
  type Replication,
} from '../policies/bucket-description';
import { toIam } from './managed-policy';

/** A bucket, described as `verify` compares it with what is there. */
export interface PrivateBucketProps extends BucketDescription {
  /**
   * `account-regional` where the name ends with the account, the Region and `-an`: nobody else can take it then. It cannot change later.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/gpbucketnamespaces.html
   */
  readonly namespace: BucketNamespace;
  /** Whether its objects are locked from when it is made; in a bucket that is there, this replaces it. @default - no */
  readonly lockedFromTheFirstDay?: boolean;
  /** What must be there before it. @default - nothing */
  readonly after?: readonly Construct[];
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
        // Its update replaces the bucket; without it, the configuration turns the lock on, of a bucket that is there, too.
        ...(props.lockedFromTheFirstDay === true && { objectLockEnabled: true }),
        objectLockConfiguration: {
          objectLockEnabled: 'Enabled',
          rule: { defaultRetention: { mode: props.objectLock.mode, days: props.objectLock.days } },
        },
      }),
      ...(props.replication && { replicationConfiguration: replicationConfiguration(props.replication) }),
    });
    for (const needed of props.after ?? []) bucket.node.addDependency(needed);
    retain(bucket);
    const policy = new CfnBucketPolicy(this, 'Policy', { bucket: props.name, policyDocument: toIam(props.policy) });
    // By name, as its document names the bucket: the stock rules compare the two as text.
    policy.addResourceDependency(bucket);
    retain(policy);
  }
}

/**
 * One rule for every version: S3 can leave out no locks of Terraform, which are told from states by how their keys end. Nothing that is
 * deleted, by a marker or for good, is deleted in the replica.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html
 */
function replicationConfiguration({ role, bucket, keyAlias }: Replication): CfnBucket.ReplicationConfigurationProperty {
  return {
    role,
    rules: [
      {
        id: COPY_RULE,
        status: 'Enabled',
        priority: 1,
        filter: { prefix: '' },
        deleteMarkerReplication: { status: 'Disabled' },
        sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: 'Enabled' } },
        destination: { bucket, encryptionConfiguration: { replicaKmsKeyId: keyAlias } },
      },
    ],
  };
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
