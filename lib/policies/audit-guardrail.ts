import type { Audit } from '../domain/audit';
import {
  alarmBusArn,
  alarmTopicArn,
  analyzersPattern,
  forwardingRulesPattern,
  rulesOfAlarmBusPattern,
  trailLogGroupArn,
  trailsPattern,
} from '../domain/names';
import type { OrgConfig } from '../domain/org-config';
import { partitionOf } from '../domain/region';
import type { PolicyDocument } from '../iam/policy-document';
import { loadPolicy } from './load-policy';

/**
 * What no principal of a member account does to the audit, but StackSets and the deployers. It leaves what the services do
 * as before: sending events, publishing and writing into the log group.
 *
 * A bus policy and a subscription are no resources to IAM, or not for certain: of those calls it stops all that somebody
 * of the Terraform account makes in the home Region, whatever bus or topic they are about.
 *
 * @param deployers - patterns of ARNs; at least one
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
 */
export function auditGuardrail(
  { accounts: { terraform }, homeRegion }: OrgConfig,
  audit: Audit,
  deployers: readonly string[],
): PolicyDocument {
  const partition = partitionOf(homeRegion);
  const logGroup = trailLogGroupArn(partition, homeRegion, terraform);
  return loadPolicy('guardrails.audit.scp', {
    partition,
    homeRegion,
    terraformAccount: terraform,
    deployers,
    analyzers: analyzersPattern(partition, homeRegion, terraform),
    bus: alarmBusArn(partition, homeRegion, terraform),
    alarmRules: rulesOfAlarmBusPattern(partition, homeRegion, terraform),
    forwardingRules: forwardingRulesPattern(partition),
    topic: alarmTopicArn(partition, homeRegion, terraform),
    // CloudWatch Logs asks for a log group with more behind its name, too.
    trail: audit.trail === 'own' ? [trailsPattern(partition, homeRegion), logGroup, `${logGroup}:*`] : [],
  }).document;
}
