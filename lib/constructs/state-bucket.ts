import { CfnAlias, CfnKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { stateKeyAlias } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { s3Service } from '../domain/region';
import { STATE_RECORD } from '../domain/workspace-record';
import { loadPolicy } from '../policies/load-policy';
import { acknowledge } from './acknowledge';
import { toIam } from './managed-policy';
import { PrivateBucket, retain } from './private-bucket';

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
    const names = namesOf(config);
    const ciTerraformRole = names.ciRoleArn('apply', pipeline);
    const ciPlanRole = names.ciRoleArn('plan', pipeline);
    this.arn = names.stateBucketArn(pipeline);

    const key = new CfnKey(this, 'Key', {
      description: `Encrypts the Terraform state of the pipeline ${pipeline}`,
      enableKeyRotation: true,
      pendingWindowInDays: 30,
      keyPolicy: toIam(
        loadPolicy('state-key.resource', {
          partition: names.partition,
          ciTerraformRole,
          ciPlanRole,
          terraformAccount: config.accounts.terraform,
          s3Service: s3Service(config.homeRegion),
        }).document,
      ),
    });
    retain(key);
    // For orgstrap plan, which sees by it that a state leaves the list and what it manages does not.
    if (states.length > 0) key.addMetadata(STATE_RECORD, states);
    this.keyArn = key.attrArn;
    retain(new CfnAlias(this, 'Alias', { aliasName: stateKeyAlias(pipeline), targetKeyId: key.ref }));

    const bucket = new PrivateBucket(this, 'Bucket', {
      name: names.stateBucket(pipeline),
      namespace: names.bucketNamespace,
      policy: loadPolicy('state-bucket.resource', {
        bucket: this.arn,
        ciTerraformRole,
        ciPlanRole,
        organization: config.organization.id,
        stateKey: this.keyArn,
        stateKeyAlias: names.stateKeyAliasArn(pipeline),
      }).document,
      encryption: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: this.keyArn },
      logging: {
        destinationBucketName: names.accessLogBucket,
        logFilePrefix: `${pipeline}/`,
      },
      lifecycleRules: [
        {
          id: 'KeepAHundredVersionsForAYear',
          status: 'Enabled',
          noncurrentVersionExpiration: { noncurrentDays: 365, newerNoncurrentVersions: 100 },
          expiredObjectDeleteMarker: true,
        },
        { id: 'AbortUploads', status: 'Enabled', abortIncompleteMultipartUpload: { daysAfterInitiation: 1 } },
      ],
    });
    acknowledge(
      bucket,
      'NIST.800.53.R5',
      'S3BucketReplicationEnabled',
      'Every version of a state is kept for a year in a bucket from which nothing can delete it. A copy in a second Region doubles the places where secrets of the state may leak, and is a choice of its own.',
    );
  }
}
