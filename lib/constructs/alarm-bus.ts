import { CfnEventBus, CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnSubscription, CfnTopic, CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { AlarmGroup } from '../alarms/alarms';
import { alarmRules, RULE_STATE } from '../alarms/rule-description';
import type { Audit } from '../domain/audit';
import { ALARM_BUS, ALARM_TOPIC, alarmRuleName } from '../domain/names';
import type { OrgConfig } from '../domain/org-config';
import { alarmBusPolicy, alarmTopicPolicy } from '../policies/alarm-policies';
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
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
export class AlarmBus extends Construct {
  constructor(scope: Construct, id: string, { config, audit, keyArn }: AlarmBusProps) {
    super(scope, id);
    const topic = new CfnTopic(this, 'Topic', { topicName: ALARM_TOPIC, kmsMasterKeyId: keyArn });
    new CfnTopicPolicy(this, 'TopicPolicy', {
      topics: [topic.ref],
      policyDocument: toIam(alarmTopicPolicy(config)),
    });
    for (const address of audit.email) {
      new CfnSubscription(this, `Email-${address}`, { topicArn: topic.ref, protocol: 'email', endpoint: address });
    }
    new CfnEventBus(this, 'Bus', {
      name: ALARM_BUS,
      description: 'What may be an alarm, from every account and Region',
      policy: toIam(alarmBusPolicy(config)),
    });
  }
}

/**
 * A rule for each alarm of a group, on the bus of alarms. They name the bus and the topic, which are in another template:
 * one would hardly hold all of it.
 *
 * The constructor throws the Failure `TooManyDeployers` where a pattern that names all of them is longer than EventBridge
 * takes.
 */
export class AlarmRules extends Construct {
  constructor(scope: Construct, id: string, config: OrgConfig, group: AlarmGroup) {
    super(scope, id);
    for (const { name, bus, pattern, target } of alarmRules(config, group)) {
      new CfnRule(this, name.slice(alarmRuleName('').length), {
        name,
        eventBusName: bus,
        eventPattern: pattern,
        state: RULE_STATE,
        targets: [target],
      });
    }
  }
}
