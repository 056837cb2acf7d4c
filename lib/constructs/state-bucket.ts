import { Construct } from 'constructs';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { STATE_RECORD } from '../domain/workspace-record';
import { stateBucket } from '../policies/bucket-description';
import { stateKey } from '../policies/key-description';
import { acknowledge } from './acknowledge';
import { keptAlias, keptKey } from './kept-key';
import { PrivateBucket } from './private-bucket';

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
    const description = stateKey(config, pipeline);
    const key = keptKey(this, 'Key', description);
    // For orgstrap plan, which sees by it that a state leaves the list and what it manages does not.
    if (states.length > 0) key.addMetadata(STATE_RECORD, states);
    this.keyArn = key.attrArn;
    keptAlias(this, key, description);
    this.arn = namesOf(config).stateBucketArn(pipeline);
    const bucket = new PrivateBucket(this, 'Bucket', {
      ...stateBucket(config, pipeline, this.keyArn),
      namespace: config.bucketNamespace,
    });
    acknowledge(
      bucket,
      'NIST.800.53.R5',
      'S3BucketReplicationEnabled',
      'Every version of a state is kept for a year in a bucket from which nothing can delete it. A copy in a second Region doubles the places where secrets of the state may leak, and is a choice of its own.',
    );
  }
}
