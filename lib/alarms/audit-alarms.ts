import { ALARM_TOPIC, TRAIL_LOG_GROUP } from '../domain/names';
import type { OrgConfig } from '../domain/org-config';
import { type Alarm, type EventPattern, exceptTrustedCallers, ORGSTRAP_NAMES, recorded } from './alarm';

/** The calls that change the topic of the alarms, a subscription of it, and the log group of the trail. */
export const TOPIC_CHANGES = ['AddPermission', 'DeleteTopic', 'RemovePermission', 'SetTopicAttributes'];
export const SUBSCRIPTION_CHANGES = ['SetSubscriptionAttributes', 'Unsubscribe'];
export const LOG_GROUP_CHANGES = [{ prefix: 'Delete' }, { prefix: 'Disassociate' }, { prefix: 'Put' }];

/** The bus of the rules that forward: with a key of somebody else, it is theirs to silence them. */
export const DEFAULT_BUS = 'default';

/** Matches what the root user of an account does, and not what services do for the account. */
export const ROOT_USES: EventPattern = {
  userIdentity: { type: ['Root'], invokedBy: [{ exists: false }] },
  eventType: [{ 'anything-but': ['AwsServiceEvent'] }],
};

/** Who changes the trail or the alarms, and who acts as the root user, whom no IAM policy binds. */
export function auditAlarms(config: OrgConfig): readonly Alarm[] {
  const userIdentity = exceptTrustedCallers(config);
  return [
    {
      name: 'trail-is-changed',
      happened: 'Somebody changed, stopped or deleted a trail, or tried to.',
      matters: 'What nobody records, nobody sees.',
      todo: 'aws cloudtrail start-logging, and look at who it was and what came just before.',
      pattern: recorded({
        eventSource: ['cloudtrail.amazonaws.com'],
        eventName: ['DeleteTrail', 'PutEventConfiguration', 'PutEventSelectors', 'StopLogging', 'UpdateTrail'],
        userIdentity,
      }),
    },
    {
      name: 'alarms-are-changed',
      happened: 'Somebody changed a rule, a bus or the topic of the alarms, or the log group of the trail.',
      matters: 'Whoever silences the alarms is about to do what they tell of.',
      todo: 'Deploy again at once, and look in the trail for what came after.',
      pattern: recorded({
        userIdentity,
        $or: [
          {
            eventSource: ['events.amazonaws.com'],
            eventName: [{ 'anything-but': { prefix: ['Describe', 'List', 'Test'] } }],
            requestParameters: {
              $or: [{ name: ORGSTRAP_NAMES }, { rule: ORGSTRAP_NAMES }, { eventBusName: ORGSTRAP_NAMES }],
            },
          },
          {
            eventSource: ['events.amazonaws.com'],
            eventName: ['UpdateEventBus'],
            requestParameters: { name: [DEFAULT_BUS] },
          },
          {
            eventSource: ['sns.amazonaws.com'],
            eventName: TOPIC_CHANGES,
            requestParameters: { topicArn: [{ suffix: `:${ALARM_TOPIC}` }] },
          },
          {
            eventSource: ['sns.amazonaws.com'],
            eventName: SUBSCRIPTION_CHANGES,
            requestParameters: { subscriptionArn: [{ wildcard: `*:${ALARM_TOPIC}:*` }] },
          },
          {
            eventSource: ['logs.amazonaws.com'],
            eventName: LOG_GROUP_CHANGES,
            requestParameters: { logGroupName: [TRAIL_LOG_GROUP] },
          },
        ],
      }),
    },
    {
      name: 'root-is-used',
      happened: 'Somebody signed in as the root user of an account, called something as it, or tried to.',
      matters: 'No policy of the account binds its root user.',
      todo: 'Ask who it was. Nothing here needs root: centralize root access (docs/people.md).',
      pattern: recorded(ROOT_USES),
    },
  ];
}

/** Who changes what reaches every account. */
export function organizationAlarms(config: OrgConfig): readonly Alarm[] {
  const userIdentity = exceptTrustedCallers(config);
  return [
    {
      name: 'stack-set-is-changed',
      happened: 'Somebody changed a StackSet, or tried to.',
      matters: 'StackSets reach every account of the organization.',
      todo: 'See whether it was a deployment of yours; name its role in guardrails.deployers if it was.',
      pattern: recorded({
        eventSource: ['cloudformation.amazonaws.com'],
        eventName: [
          'ActivateOrganizationsAccess',
          'CreateStackInstances',
          'CreateStackSet',
          'DeactivateOrganizationsAccess',
          'DeleteStackInstances',
          'DeleteStackSet',
          'ImportStacksToStackSet',
          'StopStackSetOperation',
          'UpdateStackInstances',
          'UpdateStackSet',
        ],
        userIdentity,
      }),
    },
    {
      name: 'organization-is-changed',
      happened:
        'Somebody changed, or tried to change, who administers the organization, which services reach into it, or a policy of it.',
      matters: 'A delegated administrator of StackSets is as powerful as the management account.',
      todo: 'See who it was, and take it back if nobody knows of it.',
      pattern: recorded({
        eventSource: ['organizations.amazonaws.com'],
        eventName: [
          'DeletePolicy',
          'DeleteResourcePolicy',
          'DeregisterDelegatedAdministrator',
          'DetachPolicy',
          'DisableAWSServiceAccess',
          'DisablePolicyType',
          'EnableAWSServiceAccess',
          'LeaveOrganization',
          'PutResourcePolicy',
          'RegisterDelegatedAdministrator',
          'RemoveAccountFromOrganization',
          'UpdatePolicy',
        ],
        userIdentity,
      }),
    },
  ];
}
