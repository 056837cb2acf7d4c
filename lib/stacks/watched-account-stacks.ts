import { Aws } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import { AlarmForwarding } from '../constructs/alarm-forwarding';
import { ExternalAccess, letIntoProductAccounts } from '../constructs/external-access';
import { Role } from '../constructs/role';
import { AccountTrail } from '../constructs/trail';
import type { OrgConfig } from '../domain/org-config';
import { canaryRole, forwardingRole } from '../policies/audit-roles';

/** The trail of an account beside the Terraform account, whose own is in its `AuditStack`. */
export class AccountTrailStack extends AccountStack {
  constructor(scope: Construct, id: string, delivery: Delivery, config: OrgConfig) {
    super(scope, id, delivery, 'orgstrap: the trail of an account that is watched');
    new AccountTrail(this, 'Trail', config);
  }
}

/** The analyzer of external access of a product account; that of the Terraform account is in its `AuditStack`. */
export class ExternalAccessStack extends AccountStack {
  constructor(scope: Construct, id: string, delivery: Delivery, config: OrgConfig) {
    super(scope, id, delivery, 'orgstrap: reports whom from outside a product account lets in');
    new ExternalAccess(this, 'ExternalAccess', letIntoProductAccounts(config));
  }
}

/** The roles of an account's forwarding rules and schedules; IAM is global, so there is one of each for all Regions. */
export class AlarmForwardingRoleStack extends AccountStack {
  constructor(scope: Construct, id: string, delivery: Delivery, config: OrgConfig) {
    super(scope, id, delivery, 'orgstrap: the role that sends what may be an alarm');
    new Role(this, 'Role', forwardingRole(config, Aws.ACCOUNT_ID));
    new Role(this, 'Canary', canaryRole(config, Aws.ACCOUNT_ID));
  }
}

/** The forwarding rules of one Region of an account, and what shows each hour that they forward. */
export class AlarmForwardingStack extends AccountStack {
  constructor(scope: Construct, id: string, delivery: Delivery, config: OrgConfig) {
    super(scope, id, delivery, 'orgstrap: sends what may be an alarm to the Terraform account');
    new AlarmForwarding(this, 'Forwarding', config);
  }
}
