import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { Construct } from 'constructs';
import { TRAIL } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { acknowledge } from './acknowledge';
import { MANAGEMENT_EVENTS } from './management-events';

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
