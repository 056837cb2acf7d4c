import { CfnEventBus, CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnSubscription, CfnTopic, CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Alarm } from '../alarms/alarm';
import { alarmsOf } from '../alarms/alarms';
import type { Audit } from '../domain/audit';
import {
  ALARM_BUS,
  ALARM_TOPIC,
  alarmBusArn,
  alarmRuleName,
  alarmRulesPattern,
  alarmTopicArn,
  FORWARDING_ROLE,
  roleArn,
} from '../domain/names';
import type { OrgConfig } from '../domain/org-config';
import { partitionOf } from '../domain/region';
import { loadPolicy } from '../policies/load-policy';
import { toIam } from './to-iam';

export interface AlarmsProps {
  readonly config: OrgConfig;
  readonly audit: Audit;
  /** The ARN of the key of the audit. */
  readonly keyArn: string;
}

/**
 * A bus to which every account and Region sends what may be an alarm, a rule for each alarm, and one topic.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, { config, audit, keyArn }: AlarmsProps) {
    super(scope, id);
    const { homeRegion: region } = config;
    const { terraform } = config.accounts;
    const partition = partitionOf(region);
    const topic = new CfnTopic(this, 'Topic', { topicName: ALARM_TOPIC, kmsMasterKeyId: keyArn });
    new CfnTopicPolicy(this, 'TopicPolicy', {
      topics: [topic.ref],
      policyDocument: toIam(
        loadPolicy('alarm-topic.resource', {
          topic: alarmTopicArn(partition, region, terraform),
          alarmRules: alarmRulesPattern(partition, region, terraform),
          terraformAccount: terraform,
        }).document,
      ),
    });
    for (const address of audit.email) {
      new CfnSubscription(this, `Email-${address}`, { topicArn: topic.ref, protocol: 'email', endpoint: address });
    }
    const bus = new CfnEventBus(this, 'Bus', {
      name: ALARM_BUS,
      description: 'What may be an alarm, from every account and Region',
      policy: toIam(
        loadPolicy('alarm-bus.resource', {
          bus: alarmBusArn(partition, region, terraform),
          forwardingRoles: roleArn(partition, '*', FORWARDING_ROLE),
          organization: config.organization.id,
        }).document,
      ),
    });
    for (const alarm of alarmsOf(config)) {
      new CfnRule(this, alarm.name, {
        name: alarmRuleName(alarm.name),
        description: alarm.happened,
        eventBusName: bus.ref,
        eventPattern: alarm.pattern,
        // Without it EventBridge passes over calls that only read, and AssumeRole counts as one.
        state: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
        targets: [{ id: 'topic', arn: topic.ref, inputTransformer: textOf(alarm) }],
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
      `Why it matters: ${matters}`,
      `What to do: ${todo}`,
      '<call> by <who> from <address> in <account>, <region>, at <time> (event <event>)',
    ]
      .map((line) => JSON.stringify(line))
      .join('\n'),
  };
}
