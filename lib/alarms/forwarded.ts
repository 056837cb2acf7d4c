import { ALARM_TOPIC, IAM_PATH, TRAIL_LOG_GROUP } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { type EventPattern, ORGSTRAP_NAMES, recorded } from './alarm';
import { CI_SECRETS, refusedToCiRoles } from './ci-alarms';
import { BUCKET_CHANGES, stateUses } from './storage-alarms';

/** Matches calls that change something. */
const WRITES = [{ 'anything-but': { prefix: ['Describe', 'Generate', 'Get', 'List', 'Lookup', 'Simulate'] } }];

/** Matches the ARN of a role of orgstrap, and a message about it. */
const ROLES = [{ wildcard: `*:role${IAM_PATH}*` }];

/**
 * Matches all that an alarm could match, in any account and Region, and little more: what every account and the Region of the
 * global services send to the bus of alarms. Who called, and whether they may, is for the alarms to decide.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
export function forwardedEvents(config: OrgConfig): EventPattern {
  const ciUsers = [{ wildcard: namesOf(config).ciUsersPattern }];
  // Eight services would have to be named for nothing: only what is orgstrap's has these parameters.
  return recorded({
    $or: [
      { userIdentity: { type: ['Root'] } },
      { userIdentity: { arn: ciUsers } },
      refusedToCiRoles(config),
      { errorMessage: [...ROLES, ...CI_SECRETS] },
      { requestParameters: { roleArn: ROLES } },
      { requestParameters: { secretId: CI_SECRETS } },
      { requestParameters: { topicArn: [{ suffix: `:${ALARM_TOPIC}` }] } },
      { requestParameters: { subscriptionArn: [{ wildcard: `*:${ALARM_TOPIC}:*` }] } },
      { requestParameters: { logGroupName: [TRAIL_LOG_GROUP] } },
      { requestParameters: { bucketName: ORGSTRAP_NAMES }, eventName: BUCKET_CHANGES },
      stateUses(config),
      {
        requestParameters: {
          $or: [{ name: ORGSTRAP_NAMES }, { rule: ORGSTRAP_NAMES }, { eventBusName: ORGSTRAP_NAMES }],
        },
        eventName: WRITES,
      },
      { eventSource: ['cloudtrail', 'iam', 'organizations'].map((name) => `${name}.amazonaws.com`), eventName: WRITES },
      {
        eventSource: ['cloudformation.amazonaws.com'],
        eventName: [{ wildcard: '*StackSet*' }, { suffix: 'StackInstances' }, { suffix: 'OrganizationsAccess' }],
      },
      {
        eventSource: ['kms.amazonaws.com'],
        eventName: ['CreateGrant', { prefix: 'Disable' }, 'PutKeyPolicy', 'ScheduleKeyDeletion', { suffix: 'Alias' }],
        recipientAccountId: [config.accounts.terraform],
      },
    ],
  });
}
