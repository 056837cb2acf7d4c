import type { Audit } from '../domain/audit';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import type { PolicyDocument } from '../iam/policy-document';
import { loadPolicy } from './load-policy';

/**
 * What no principal of a member account does to the audit, but StackSets and the deployers. It leaves what the services do
 * as before: sending events, publishing and writing into the log group.
 *
 * IAM may not know a bus policy or a subscription as a resource, so this stops all of those calls that a principal
 * of the Terraform account makes in the home Region, about any bus or topic.
 *
 * @param deployers - patterns of ARNs; at least one
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
 */
export function auditGuardrail(config: OrgConfig, audit: Audit, deployers: readonly string[]): PolicyDocument {
  const names = namesOf(config);
  const logGroup = names.audit.trailLogGroupArn;
  return loadPolicy('guardrails.audit.scp', {
    partition: names.partition,
    homeRegion: config.homeRegion,
    terraformAccount: config.accounts.terraform,
    deployers,
    analyzers: names.audit.analyzersPattern,
    bus: names.audit.alarmBusArn,
    alarmRules: names.audit.rulesOfAlarmBusPattern,
    forwardingRules: names.audit.forwardingRulesPattern,
    topic: names.audit.alarmTopicArn,
    // CloudWatch Logs asks for a log group with more behind its name, too.
    trail: audit.trail === 'own' ? [names.audit.trailArn('*'), logGroup, `${logGroup}:*`] : [],
  }).document;
}
