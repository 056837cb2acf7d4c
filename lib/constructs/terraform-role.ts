import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Aws } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Access } from '../domain/access';
import { BOUNDARY, IAM_PATH, TERRAFORM_ROLES } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { terraformRoleTrust } from '../policies/terraform-role-trust';
import { refuseTooManyPolicies } from './managed-policy';
import { toIam } from './to-iam';

export interface TerraformRoleProps {
  readonly config: OrgConfig;
  readonly access: Access;
  /** The ARNs of the CI roles that may become it; or a token for such a list. */
  readonly ciRoles: readonly string[];
  /** The ARNs of its permissions. */
  readonly permissions: readonly string[];
}

/** What Terraform works as in a product account, to apply or to plan: the same in all of them. */
export class TerraformRole extends Construct {
  constructor(scope: Construct, id: string, { config, access, ciRoles, permissions }: TerraformRoleProps) {
    super(scope, id);
    refuseTooManyPolicies(permissions, 'the services of org.yaml', 'list fewer services');
    new CfnRole(this, 'Resource', {
      roleName: TERRAFORM_ROLES[access],
      path: IAM_PATH,
      description: DESCRIPTIONS[access],
      assumeRolePolicyDocument: toIam(terraformRoleTrust(config, access, ciRoles)),
      managedPolicyArns: [...permissions],
      permissionsBoundary: namesOf(config).policyArn(Aws.ACCOUNT_ID, BOUNDARY),
    });
  }
}

const DESCRIPTIONS: Readonly<Record<Access, string>> = {
  apply: 'Terraform works as this role; only CI Terraform roles become it',
  plan: 'Terraform plans as this role, and changes nothing; only CI plan roles become it',
};
