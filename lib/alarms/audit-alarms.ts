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

/**
 * Matches who takes a session of the root user of another account.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-track-privileged-tasks.html
 */
export const ROOT_SESSIONS: EventPattern = { eventSource: ['sts.amazonaws.com'], eventName: ['AssumeRoot'] };

/** Matches calls that change an alarm of CloudWatch that misses accounts. */
const SILENCE_CHANGES: EventPattern = {
  eventSource: ['monitoring.amazonaws.com'],
  eventName: ['DeleteAlarms', 'DisableAlarmActions', 'PutMetricAlarm', 'SetAlarmState'],
  requestParameters: { $or: [{ alarmName: ORGSTRAP_NAMES }, { alarmNames: ORGSTRAP_NAMES }] },
};

/** Matches calls that change an analyzer of orgstrap, its archive rules, or what it found. */
const ANALYZER_CHANGES: EventPattern = {
  eventSource: ['access-analyzer.amazonaws.com'],
  eventName: [{ 'anything-but': { prefix: ['Check', 'Get', 'List', 'Start', 'Validate'] } }],
  requestParameters: {
    $or: [{ analyzerName: ORGSTRAP_NAMES }, { analyzerArn: [{ wildcard: '*:analyzer/orgstrap-*' }] }],
  },
};

/** Matches calls that change what watches beside the alarms. */
export const WATCH_CHANGES: readonly EventPattern[] = [ANALYZER_CHANGES, SILENCE_CHANGES];

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
      todo: 'Run orgstrap verify, and at once what it prints. Look in the trail for what came after.',
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
      name: 'watch-is-changed',
      happened:
        'Somebody changed an analyzer of orgstrap, hid a finding of it, or changed what tells of accounts that fall silent, or tried to.',
      matters:
        'An archived finding is shown to nobody, and whoever silences an account is about to do something there.',
      todo: 'Run orgstrap verify. Look at archived findings and archive rules, which it does not see, and at what came after.',
      pattern: recorded({ userIdentity, $or: WATCH_CHANGES }),
    },
    {
      name: 'root-is-used',
      happened:
        'Somebody signed in as the root user of an account, called something as it, took a session of it, changed who may, or tried to.',
      matters: 'No policy of the account binds its root user.',
      todo: 'Ask who it was. Nothing here needs root: centralize root access (docs/people.md).',
      pattern: recorded({
        $or: [
          ROOT_USES,
          ROOT_SESSIONS,
          {
            eventSource: ['iam.amazonaws.com'],
            eventName: [{ prefix: 'DisableOrganizationsRoot' }, { prefix: 'EnableOrganizationsRoot' }],
          },
        ],
      }),
    },
  ];
}
