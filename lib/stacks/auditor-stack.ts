import { Aws } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import { Role } from '../constructs/role';
import type { PrincipalArn } from '../domain/ids';
import type { OrgConfig } from '../domain/org-config';
import { auditorRole } from '../policies/operator-roles';

/**
 * The auditor role of an account, apart from the roles of Terraform: it changes with the operators and not with the
 * services, and the member template with all services has no room to spare.
 */
export class AuditorStack extends AccountStack {
  constructor(scope: Construct, id: string, delivery: Delivery, config: OrgConfig, operators: readonly PrincipalArn[]) {
    super(scope, id, delivery, 'orgstrap: the auditor role of an account');
    new Role(this, 'AuditorRole', auditorRole(config, operators, Aws.ACCOUNT_ID));
  }
}
