import { CfnParameter } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import { ServicePermissions } from '../constructs/service-permissions';
import { TerraformRole } from '../constructs/terraform-role';
import { ACCESSES, type Access } from '../domain/access';
import { CI_ROLE_ARNS_PARAMETERS, IAM_PATH } from '../domain/names';
import type { OrgConfig } from '../domain/org-config';

/**
 * What every product account holds: the Terraform role and the Terraform plan role.
 *
 * As a member template it is the same for all of them, byte for byte; the one difference, whom the roles trust, is in the
 * parameters of the StackSet that delivers it. They have no default: nothing that widens trust has one.
 */
export class ProductAccountStack extends AccountStack {
  constructor(
    scope: Construct,
    id: string,
    delivery: Delivery,
    config: OrgConfig,
    /** @default - the parameters of the StackSet */
    trusted?: Readonly<Record<Access, readonly string[]>>,
  ) {
    super(scope, id, delivery, 'orgstrap: the Terraform roles of a product account');
    const permissions = new ServicePermissions(this, 'Services', config);
    for (const access of ACCESSES) {
      new TerraformRole(this, ROLES[access], {
        config,
        access,
        ciRoles: trusted?.[access] ?? this.parameter(access),
        permissions: permissions.of(access),
      });
    }
  }

  private parameter(access: Access): readonly string[] {
    return new CfnParameter(this, CI_ROLE_ARNS_PARAMETERS[access], {
      type: 'CommaDelimitedList',
      description: `The ARNs of the CI roles of the pipelines that may ${access} in this environment`,
      // Whoever sets the parameter by hand cannot slip in a wildcard, which ArnEquals would honour.
      allowedPattern: `^arn:[a-z-]+:iam::[0-9]{12}:role${IAM_PATH}[A-Za-z0-9_-]+$`,
    }).valueAsList;
  }
}

const ROLES: Readonly<Record<Access, string>> = { apply: 'TerraformRole', plan: 'TerraformPlanRole' };
