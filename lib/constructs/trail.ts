import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Audit } from '../domain/audit';
import { TRAIL, TRAIL_LOG_GROUP } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { trailLogsRole } from '../policies/audit-roles';
import { trailBucket } from '../policies/bucket-description';
import { acknowledge } from './acknowledge';
import { managedPolicies } from './managed-policy';
import { PrivateBucket, retain } from './private-bucket';
import { cfnRole } from './role';

export interface TrailProps {
  readonly config: OrgConfig;
  readonly audit: Audit;
  /** The ARN of the key of the audit. */
  readonly keyArn: string;
}

/**
 * Who did what in the Terraform account, in every Region, with who read and who wrote which state; and proof that nobody
 * changed the record since. The trails of the other accounts deliver into its bucket, too.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
 */
export class Trail extends Construct {
  constructor(scope: Construct, id: string, { config, audit, keyArn }: TrailProps) {
    super(scope, id);
    const names = namesOf(config);
    const description = trailBucket(config, audit, keyArn);
    const bucket = new PrivateBucket(this, 'Bucket', {
      ...description,
      namespace: config.bucketNamespace,
      lockedFromTheFirstDay: audit.objectLock !== undefined,
    });
    acknowledge(
      bucket,
      'NIST.800.53.R5',
      'S3BucketReplicationEnabled',
      'The files of the trail are versioned and signed, and nothing deletes them before their time. A copy in another account is the trail of the organization, which org.yaml can name instead.',
    );
    const logGroup = new CfnLogGroup(this, 'LogGroup', {
      logGroupName: TRAIL_LOG_GROUP,
      kmsKeyId: keyArn,
      retentionInDays: DAYS_AT_HAND,
    });
    retain(logGroup);
    const logsRole = trailLogsRole(config);
    const role = cfnRole(this, 'LogsRole', logsRole, managedPolicies(this, logsRole.policies()));
    const resource = new CfnTrail(this, 'Resource', {
      trailName: TRAIL,
      isLogging: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      s3BucketName: description.name,
      kmsKeyId: keyArn,
      cloudWatchLogsLogGroupArn: logGroup.attrArn,
      cloudWatchLogsRoleArn: role.attrArn,
      advancedEventSelectors: [
        MANAGEMENT_EVENTS,
        {
          name: 'Who reads and writes states',
          fieldSelectors: [
            { field: 'eventCategory', equalTo: ['Data'] },
            { field: 'resources.type', equalTo: ['AWS::S3::Object'] },
            // A list of the pipelines' buckets would outgrow the template.
            { field: 'resources.ARN', startsWith: [names.stateObjectsPrefix] },
          ],
        },
        {
          name: 'Who changes the files of trails and the access logs',
          fieldSelectors: [
            { field: 'eventCategory', equalTo: ['Data'] },
            { field: 'resources.type', equalTo: ['AWS::S3::Object'] },
            { field: 'readOnly', equalTo: ['false'] },
            {
              field: 'resources.ARN',
              startsWith: [description.name, names.accessLogBucket].map((name) => `${names.bucketArn(name)}/`),
            },
            // Services have no ARN: CloudTrail would record each file that it delivers, in a file that it delivers next.
            { field: 'userIdentity.arn', startsWith: [`arn:${names.partition}:`] },
          ],
        },
      ],
    });
    // CloudTrail looks at the bucket and its policy when it makes a trail.
    resource.node.addDependency(bucket);
  }
}

/** For how long events can be queried without reading files: what an incident asks for first. */
const DAYS_AT_HAND = 90;

/**
 * All calls, reading and writing: EventBridge gets no more of it than a trail records.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
const MANAGEMENT_EVENTS: CfnTrail.AdvancedEventSelectorProperty = {
  // Prowler finds no other name.
  name: 'Management events selector',
  fieldSelectors: [{ field: 'eventCategory', equalTo: ['Management'] }],
};

/**
 * Who did what in an account that is watched, in every Region: without a trail that logs, EventBridge has nothing of it for
 * the forwarding rules. The files go into the bucket of the Terraform account, which must be there first, with its key.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-receive-logs-from-multiple-accounts.html
 */
export class AccountTrail extends Construct {
  constructor(scope: Construct, id: string, config: OrgConfig) {
    super(scope, id);
    const names = namesOf(config);
    const trail = new CfnTrail(this, 'Resource', {
      trailName: TRAIL,
      isLogging: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      s3BucketName: names.audit.trailBucket,
      // The id of the key is CloudFormation's choice, in another account: the alias has a name that both know.
      kmsKeyId: names.audit.keyAliasArn,
      advancedEventSelectors: [MANAGEMENT_EVENTS],
    });
    acknowledge(
      trail,
      'NIST.800.53.R5',
      'CloudTrailCloudWatchLogsEnabled',
      'What is at hand for queries is the 90 days of event history that each account has free of charge. What may be an alarm goes to the Terraform account at once, and the files are there, too.',
    );
  }
}
