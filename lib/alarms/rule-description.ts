import { ALARM_BUS, alarmRuleName } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import type { Alarm, EventPattern } from './alarm';
import { type AlarmGroup, fittingAlarms } from './alarms';
import { type ForwardingRule, forwardingRules } from './forwarded';

/** A rule of EventBridge with the one thing that it sends to, if any, described once: the CDK app renders it, and verify expects it. */
export interface RuleDescription {
  readonly name: string;
  /** @default - the account's own */
  readonly bus?: string;
  readonly pattern: EventPattern;
  /** @default - it only counts */
  readonly target?: RuleTarget;
  /** @default - `RULE_STATE` */
  readonly state?: string;
}

/** A rule that sends what it matches. */
export interface SendingRule extends RuleDescription {
  readonly target: RuleTarget;
}

export interface RuleTarget {
  readonly id: string;
  readonly arn: string;
  /** What EventBridge works as to send there. @default - the policy of what it sends to lets it */
  readonly roleArn?: string;
  /** What it sends. @default - the event as it is */
  readonly inputTransformer?: {
    readonly inputPathsMap: Readonly<Record<string, string>>;
    readonly inputTemplate: string;
  };
}

/**
 * The state of those that send. Without it EventBridge passes over calls that only read, and AssumeRole counts as one.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 */
export const RULE_STATE = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';

/**
 * The rules of the alarms, on the bus of alarms.
 *
 * @param group - only those of this group
 * @throws Failure `TooManyDeployers` where a pattern that names all of them is longer than EventBridge takes
 */
export function alarmRules(config: OrgConfig, group?: AlarmGroup): readonly SendingRule[] {
  const arn = namesOf(config).audit.alarmTopicArn;
  return fittingAlarms(config, group).map((alarm) => ({
    name: alarmRuleName(alarm.name),
    bus: ALARM_BUS,
    pattern: alarm.pattern,
    target: { id: 'topic', arn, inputTransformer: textOf(alarm) },
  }));
}

/**
 * The rules of one Region of an account that send to the bus of alarms what may be one.
 *
 * @param account - its id, or a token for it
 * @param rules - those of every account
 */
export function forwardingRulesOf(
  config: OrgConfig,
  account: string,
  rules: readonly ForwardingRule[] = forwardingRules(config),
): readonly SendingRule[] {
  const names = namesOf(config);
  const target = { id: 'bus', arn: names.audit.alarmBusArn, roleArn: names.forwardingRoleArn(account) };
  return rules.map(({ name, pattern }) => ({ name, pattern, target }));
}

/** A short text instead of an event: what happened, why it matters, what to do, and where to look. */
function textOf({ name, happened, matters, todo }: Alarm): RuleTarget['inputTransformer'] {
  return {
    inputPathsMap: {
      account: '$.account',
      region: '$.region',
      time: '$.time',
      call: '$.detail.eventName',
      who: '$.detail.userIdentity.arn',
      address: '$.detail.sourceIPAddress',
      event: '$.detail.eventID',
    },
    inputTemplate: [
      `orgstrap alarm: ${name}`,
      happened,
      `Why: ${matters}`,
      `Do: ${todo}`,
      '<call> by <who> from <address> in <account>, <region>, at <time> (event <event>)',
    ]
      .map((line) => JSON.stringify(line))
      .join('\n'),
  };
}
