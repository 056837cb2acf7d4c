import { Aws, CfnParameter } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import { managedPolicies } from '../constructs/managed-policy';
import { PermissionsBoundary, THIS_STACK } from '../constructs/permissions-boundary';
import { Role } from '../constructs/role';
import { ACCESSES, type Access } from '../domain/ci-identity';
import { CI_ROLE_ARNS_PARAMETERS, IAM_PATH } from '../domain/names';
import type { OrgConfig } from '../domain/org-config';
import { terraformRoles } from '../policies/terraform-roles';

/**
 * What every product account holds: the Terraform role and the Terraform plan role, and the boundary that they and every role that
 * Terraform makes wear.
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
    // Before the parameters, so that they follow the resources in the template.
    const services = new Construct(this, 'Services');
    const trust = { apply: trusted?.apply ?? this.parameter('apply'), plan: trusted?.plan ?? this.parameter('plan') };
    const roles = terraformRoles(config, Aws.ACCOUNT_ID, trust, THIS_STACK);
    // Where CDK deploys it, its policies have stacks of their own.
    const policies =
      delivery.by === 'cdk deploy'
        ? new Map<string, string>()
        : managedPolicies(services, [...roles.apply.policies(), ...roles.plan.policies()]);
    const { arn: boundary } = new PermissionsBoundary(this, 'Boundary', config);
    for (const access of ACCESSES) new Role(this, ROLES[access], roles[access], { boundary, policies });
  }

  private parameter(access: Access): readonly string[] {
    return new CfnParameter(this, CI_ROLE_ARNS_PARAMETERS[access], {
      type: 'CommaDelimitedList',
      description: `The ARNs of the CI roles of the pipelines that may ${access} in this environment`,
      // A parameter that is set by hand cannot bring in a wildcard, which ArnEquals would honour.
      allowedPattern: `^arn:[a-z-]+:iam::[0-9]{12}:role${IAM_PATH}[A-Za-z0-9_-]+$`,
    }).valueAsList;
  }
}

/**
 * What a product account holds that no pipeline may change: the boundary alone, for the roles that people make. Its logical ids are those
 * above, so that it is the same boundary when a pipeline comes.
 */
export class WorkloadBoundaryStack extends AccountStack {
  constructor(scope: Construct, id: string, delivery: Delivery, config: OrgConfig) {
    super(scope, id, delivery, 'orgstrap: the boundary of workloads in a product account without a pipeline');
    new PermissionsBoundary(this, 'Boundary', config);
  }
}

const ROLES: Readonly<Record<Access, string>> = { apply: 'TerraformRole', plan: 'TerraformPlanRole' };
