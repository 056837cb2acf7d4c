import { CfnAlias, CfnKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { AccountId } from '../domain/account-id';
import {
  accessLogBucketName,
  aliasArn,
  bucketArn,
  ciRoleName,
  roleArn,
  stateBucketName,
  stateKeyAlias,
} from '../domain/names';
import type { OrganizationId } from '../domain/organization-id';
import { type HomeRegion, partitionOf, s3Service } from '../domain/region';
import { loadPolicy } from '../policies/load-policy';
import { acknowledge } from './acknowledge';
import { PrivateBucket } from './private-bucket';
import { retain } from './retain';
import { toIam } from './to-iam';

export interface StateBucketProps {
  readonly pipeline: string;
  readonly organization: OrganizationId;
  readonly terraformAccount: AccountId;
  readonly region: HomeRegion;
}

/**
 * The Terraform state of one pipeline, with a key of its own: whoever writes a state runs code in that pipeline.
 *
 * Terraform locks with objects beside the states (`use_lockfile`), so there is no table.
 */
export class StateBucket extends Construct {
  /** The ARN of the bucket. */
  readonly arn: string;
  /** The ARN of the key that encrypts every object. */
  readonly keyArn: string;

  constructor(scope: Construct, id: string, props: StateBucketProps) {
    super(scope, id);
    const partition = partitionOf(props.region);
    const name = stateBucketName(props.pipeline, props.terraformAccount, props.region);
    const ciTerraformRole = roleArn(partition, props.terraformAccount, ciRoleName('apply', props.pipeline));
    const ciPlanRole = roleArn(partition, props.terraformAccount, ciRoleName('plan', props.pipeline));
    this.arn = bucketArn(partition, name);

    const key = new CfnKey(this, 'Key', {
      description: `Encrypts the Terraform state of the pipeline ${props.pipeline}`,
      enableKeyRotation: true,
      pendingWindowInDays: 30,
      keyPolicy: toIam(
        loadPolicy('state-key.resource', {
          partition,
          ciTerraformRole,
          ciPlanRole,
          terraformAccount: props.terraformAccount,
          s3Service: s3Service(props.region),
        }).document,
      ),
    });
    retain(key);
    this.keyArn = key.attrArn;
    const alias = stateKeyAlias(props.pipeline);
    retain(new CfnAlias(this, 'Alias', { aliasName: alias, targetKeyId: key.ref }));

    const bucket = new PrivateBucket(this, 'Bucket', {
      name,
      policy: loadPolicy('state-bucket.resource', {
        bucket: this.arn,
        ciTerraformRole,
        ciPlanRole,
        organization: props.organization,
        stateKey: this.keyArn,
        stateKeyAlias: aliasArn(partition, props.region, props.terraformAccount, alias),
      }).document,
      encryption: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: this.keyArn },
      logging: {
        destinationBucketName: accessLogBucketName(props.terraformAccount, props.region),
        logFilePrefix: `${props.pipeline}/`,
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
