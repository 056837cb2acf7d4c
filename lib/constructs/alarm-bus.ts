import { CfnEventBus, CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnSubscription, CfnTopic, CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Alarm } from '../alarms/alarm';
import { type AlarmGroup, fittingAlarms } from '../alarms/alarms';
import type { Audit } from '../domain/audit';
import { ALARM_BUS, ALARM_TOPIC, alarmRuleName } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { loadPolicy } from '../policies/load-policy';
import { toIam } from './managed-policy';

export interface AlarmBusProps {
  readonly config: OrgConfig;
  readonly audit: Audit;
  /** The ARN of the key of the audit. */
  readonly keyArn: string;
}

/**
 * A bus to which every account and Region sends what may be an alarm, and the one topic to which the rules of alarms send
 * what they match.
 *
 * A topic must let EventBridge publish without a condition, for it says that topics know no others. What tells that it publishes for
 * somebody else is refused, should it tell.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
 */
export class AlarmBus extends Construct {
  constructor(scope: Construct, id: string, { config, audit, keyArn }: AlarmBusProps) {
    super(scope, id);
    const names = namesOf(config);
    const topic = new CfnTopic(this, 'Topic', { topicName: ALARM_TOPIC, kmsMasterKeyId: keyArn });
    new CfnTopicPolicy(this, 'TopicPolicy', {
      topics: [topic.ref],
      policyDocument: toIam(
        loadPolicy('alarm-topic.resource', {
          topic: names.audit.alarmTopicArn,
          alarmRules: names.audit.alarmRulesPattern,
          terraformAccount: config.accounts.terraform,
        }).document,
      ),
    });
    for (const address of audit.email) {
      new CfnSubscription(this, `Email-${address}`, { topicArn: topic.ref, protocol: 'email', endpoint: address });
    }
    new CfnEventBus(this, 'Bus', {
      name: ALARM_BUS,
      description: 'What may be an alarm, from every account and Region',
      policy: toIam(
        loadPolicy('alarm-bus.resource', {
          bus: names.audit.alarmBusArn,
          forwardingRoles: names.forwardingRoleArn('*'),
          organization: config.organization.id,
        }).document,
      ),
    });
  }
}

/**
 * A rule for each alarm of a group, on the bus of alarms. They name the bus and the topic, which are in another template:
 * one would hardly hold all of it.
 *
 * The constructor throws the Failure `TooManyDeployers` where a pattern that names all of them is longer than EventBridge
 * takes.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 */
export class AlarmRules extends Construct {
  constructor(scope: Construct, id: string, config: OrgConfig, group: AlarmGroup) {
    super(scope, id);
    const topic = namesOf(config).audit.alarmTopicArn;
    for (const alarm of fittingAlarms(config, group)) {
      new CfnRule(this, alarm.name, {
        name: alarmRuleName(alarm.name),
        eventBusName: ALARM_BUS,
        eventPattern: alarm.pattern,
        // Without it EventBridge passes over calls that only read, and AssumeRole counts as one.
        state: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
        targets: [{ id: 'topic', arn: topic, inputTransformer: textOf(alarm) }],
      });
    }
  }
}

/** A short text instead of an event: what happened, why it matters, what to do, and where to look. */
function textOf({ name, happened, matters, todo }: Alarm): CfnRule.InputTransformerProperty {
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
