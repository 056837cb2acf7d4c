import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import type { PolicyDocument } from '../iam/policy-document';
import { loadPolicy } from './load-policy';

/**
 * The policy of the topic of alarms. A topic must let EventBridge publish without a condition, for it says that topics know no
 * others. What tells that it publishes for somebody else is refused, should it tell.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
 */
export function alarmTopicPolicy(config: OrgConfig): PolicyDocument {
  const { audit } = namesOf(config);
  return loadPolicy('alarm-topic.resource', {
    topic: audit.alarmTopicArn,
    alarmRules: audit.alarmRulesPattern,
    silenceAlarms: audit.silenceAlarmsPattern,
    terraformAccount: config.accounts.terraform,
  }).document;
}

/**
 * The policy of the bus of alarms: forwarding roles of the organization send to it.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
export function alarmBusPolicy(config: OrgConfig): PolicyDocument {
  const names = namesOf(config);
  return loadPolicy('alarm-bus.resource', {
    bus: names.audit.alarmBusArn,
    forwardingRoles: names.forwardingRoleArn('*'),
    organization: config.organization.id,
  }).document;
}
