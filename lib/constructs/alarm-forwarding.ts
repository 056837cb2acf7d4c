import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Aws } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { forwardedEvents } from '../alarms/forwarded';
import { FORWARDING_ROLE, FORWARDING_RULE, IAM_PATH } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { forwardingRole } from '../policies/forwarding-role';
import { ManagedPolicy } from './managed-policy';
import { toIam } from './to-iam';

/** What forwarding rules of an account work as, once for all its Regions. */
export class AlarmForwardingRole extends Construct {
  constructor(scope: Construct, id: string, config: OrgConfig) {
    super(scope, id);
    const role = forwardingRole(config, Aws.ACCOUNT_ID);
    const permissions = new ManagedPolicy(this, 'Permissions', {
      description: 'Lets EventBridge send to the bus of alarms in the Terraform account',
      pack: [role.permissions],
    });
    new CfnRole(this, 'Resource', {
      roleName: FORWARDING_ROLE,
      path: IAM_PATH,
      description: 'EventBridge works as this role to send what may be an alarm to the Terraform account',
      assumeRolePolicyDocument: toIam(role.trust.document),
      managedPolicyArns: [permissions.arn],
    });
  }
}

/**
 * Sends what may be an alarm to the Terraform account. EventBridge sees the events of its own Region alone, and those of
 * IAM only in the partition's global one.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
export class AlarmForwarding extends Construct {
  constructor(scope: Construct, id: string, config: OrgConfig) {
    super(scope, id);
    const names = namesOf(config);
    new CfnRule(this, 'Rule', {
      name: FORWARDING_RULE,
      description: 'orgstrap: sends what may be an alarm to the Terraform account',
      eventPattern: forwardedEvents(config),
      state: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
      targets: [
        {
          id: 'bus',
          arn: names.audit.alarmBusArn,
          roleArn: names.forwardingRoleArn(Aws.ACCOUNT_ID),
        },
      ],
    });
  }
}
