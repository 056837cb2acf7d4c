import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Aws } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { canarySchedule } from '../alarms/canary-schedule';
import { forwardingRulesOf, RULE_STATE } from '../alarms/rule-description';
import type { OrgConfig } from '../domain/org-config';

/**
 * Sends what may be an alarm to the Terraform account, and each hour an event that shows it. EventBridge sees the events of its own Region alone, and those of
 * IAM only in the partition's global one.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
export class AlarmForwarding extends Construct {
  constructor(scope: Construct, id: string, config: OrgConfig) {
    super(scope, id);
    for (const [index, { name, pattern, target }] of forwardingRulesOf(config, Aws.ACCOUNT_ID).entries()) {
      new CfnRule(this, index === 0 ? 'Rule' : `Rule${index + 1}`, {
        name,
        description: 'orgstrap: sends what may be an alarm to the Terraform account',
        eventPattern: pattern,
        state: RULE_STATE,
        targets: [target],
      });
    }
    const { name, expression, flexibleTimeWindow, target } = canarySchedule(config, Aws.ACCOUNT_ID, Aws.REGION);
    new CfnSchedule(this, 'Canary', {
      name,
      description: 'orgstrap: shows each hour that alarms would arrive',
      scheduleExpression: expression,
      flexibleTimeWindow: { mode: flexibleTimeWindow },
      target: {
        arn: target.arn,
        roleArn: target.roleArn,
        eventBridgeParameters: { detailType: target.detailType, source: target.source },
        input: target.detail,
      },
    });
  }
}
