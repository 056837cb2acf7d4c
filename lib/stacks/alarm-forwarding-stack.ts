import type { Construct } from 'constructs';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import { AlarmForwarding, AlarmForwardingRole } from '../constructs/alarm-forwarding';
import type { OrgConfig } from '../domain/org-config';

/** The role of an account's forwarding rules; IAM has it once, whatever Regions there are. */
export class AlarmForwardingRoleStack extends AccountStack {
  constructor(scope: Construct, id: string, delivery: Delivery, config: OrgConfig) {
    super(scope, id, delivery, 'orgstrap: the role that sends what may be an alarm');
    new AlarmForwardingRole(this, 'Role', config);
  }
}

/** The forwarding rule of one Region of an account. */
export class AlarmForwardingStack extends AccountStack {
  constructor(scope: Construct, id: string, delivery: Delivery, config: OrgConfig) {
    super(scope, id, delivery, 'orgstrap: sends what may be an alarm to the Terraform account');
    new AlarmForwarding(this, 'Forwarding', config);
  }
}
