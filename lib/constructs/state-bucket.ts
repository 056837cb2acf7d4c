import type { CfnKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { replicaOf } from '../domain/state/replica';
import { STATE_RECORD } from '../domain/workspace-record';
import { replicaBucket, stateBucket } from '../policies/bucket-description';
import { type KeyDescription, replicaKey, stateKey } from '../policies/key-description';
import { replicationRole } from '../policies/replication-role';
import { acknowledge } from './acknowledge';
import { keptAlias, keptKey } from './kept-key';
import { PrivateBucket } from './private-bucket';
import { Role } from './role';

export interface StateBucketProps {
  readonly config: OrgConfig;
  readonly pipeline: string;
  /** Of the pipeline, where it has several. @default - it has one, without a name */
  readonly states?: readonly string[];
}

/**
 * The Terraform state of one pipeline, with a key of its own: who writes a state can run code in that pipeline.
 *
 * Terraform locks with objects beside the states (`use_lockfile`), so there is no table.
 */
export class StateBucket extends Construct {
  /** The ARN of the bucket. */
  readonly arn: string;
  /** The ARN of the key that encrypts every object. */
  readonly keyArn: string;

  constructor(scope: Construct, id: string, { config, pipeline, states = [] }: StateBucketProps) {
    super(scope, id);
    const key = keyOf(this, stateKey(config, pipeline));
    // For orgstrap plan, which sees by it that a state leaves the list and what it manages does not.
    if (states.length > 0) key.addMetadata(STATE_RECORD, states);
    this.keyArn = key.attrArn;
    this.arn = namesOf(config).stateBucketArn(pipeline);
    const replica = replicaOf(config);
    const role = replica && new Role(this, 'ReplicationRole', replicationRole(config, replica, pipeline, this.keyArn));
    const bucket = new PrivateBucket(this, 'Bucket', {
      ...stateBucket(config, pipeline, this.keyArn),
      namespace: config.bucketNamespace,
      after: role && [role],
    });
    if (replica !== undefined) return;
    notReplicated(
      bucket,
      'Every version of a state is kept for a year in a bucket from which nothing can delete it. A copy in a second Region doubles the places where secrets of the state may leak, and is a choice of its own.',
    );
  }
}

/** The copies of those states in a second Region, with a key of their own: one bucket of a name that the other one knows. */
export class ReplicaBucket extends Construct {
  /** @param replica - the organization as its replicas see it; @param pipeline - the name that it is deployed as */
  constructor(scope: Construct, id: string, replica: OrgConfig, pipeline: string) {
    super(scope, id);
    const key = keyOf(this, replicaKey(replica, pipeline));
    const bucket = new PrivateBucket(this, 'Bucket', {
      ...replicaBucket(replica, pipeline, key.attrArn),
      namespace: replica.bucketNamespace,
    });
    notReplicated(bucket, 'It is the replica itself: what it is copied from is in another Region.');
    for (const [pack, rule] of NOT_LOGGED) {
      acknowledge(
        bucket,
        pack,
        rule,
        'S3 delivers access logs within one Region, and the bucket of access logs is in another. A trail with data events records who reads copies.',
      );
    }
  }
}

const NOT_LOGGED = [
  ['AwsSolutions', 'S1'],
  ['NIST.800.53.R5', 'S3BucketLoggingEnabled'],
] as const;

function notReplicated(bucket: Construct, reason: string): void {
  acknowledge(bucket, 'NIST.800.53.R5', 'S3BucketReplicationEnabled', reason);
}

function keyOf(scope: Construct, description: KeyDescription): CfnKey {
  const key = keptKey(scope, 'Key', description);
  keptAlias(scope, key, description);
  return key;
}
