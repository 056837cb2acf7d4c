import { CfnParameter } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import { TerraformRole } from '../constructs/terraform-role';
import { CI_TERRAFORM_ROLE_ARNS_PARAMETER } from '../domain/names';
import type { OrgConfig } from '../domain/org-config';

/**
 * What every product account holds: the Terraform role.
 *
 * As a member template it is the same for all of them, byte for byte; the one difference, whom the role trusts, is the
 * parameter of the StackSet that delivers it. It has no default: nothing that widens trust has one.
 */
export class ProductAccountStack extends AccountStack {
  constructor(
    scope: Construct,
    id: string,
    delivery: Delivery,
    config: OrgConfig,
    /** @default - the parameter of the StackSet */
    ciTerraformRoles?: readonly string[],
  ) {
    super(scope, id, delivery, 'orgstrap: the Terraform role of a product account');
    new TerraformRole(this, 'TerraformRole', {
      config,
      ciTerraformRoles: ciTerraformRoles ?? this.ciTerraformRolesParameter(),
    });
  }

  private ciTerraformRolesParameter(): readonly string[] {
    return new CfnParameter(this, CI_TERRAFORM_ROLE_ARNS_PARAMETER, {
      type: 'CommaDelimitedList',
      description: 'The ARNs of the CI Terraform roles of the pipelines that may change this environment',
    }).valueAsList;
  }
}
