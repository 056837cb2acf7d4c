import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Aws } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { Failure } from '../domain/failure';
import { BOUNDARY, IAM_PATH, TERRAFORM_ROLE, WORKLOAD_IAM_PATH } from '../domain/names';
import type { OrgConfig } from '../domain/org-config';
import { partitionOf } from '../domain/region';
import { packPolicies } from '../policies/pack-policies';
import { servicePolicies } from '../policies/service-policies';
import { terraformRoleTrust } from '../policies/terraform-role-trust';
import { ManagedPolicy, MOST_POLICIES_OF_A_ROLE } from './managed-policy';
import { policyArnHere } from './permissions-boundary';
import { toIam } from './to-iam';

export interface TerraformRoleProps {
  readonly config: OrgConfig;
  /** The ARNs of the CI Terraform roles that may become it; or a token for such a list. */
  readonly ciTerraformRoles: readonly string[];
}

/** What Terraform works as in a product account, the same in all of them. */
export class TerraformRole extends Construct {
  constructor(scope: Construct, id: string, props: TerraformRoleProps) {
    super(scope, id);
    const partition = partitionOf(props.config.homeRegion);
    const services = packPolicies(
      servicePolicies(props.config.terraform.services, {
        partition,
        account: Aws.ACCOUNT_ID,
        workloadPath: WORKLOAD_IAM_PATH,
      }),
    ).map(
      (pack, index) =>
        new ManagedPolicy(this, `Services${index + 1}`, {
          description: `What Terraform may do in the services of org.yaml, part ${index + 1}`,
          pack,
        }),
    );
    if (services.length > MOST_POLICIES_OF_A_ROLE) {
      throw new Failure(
        'TooManyServices',
        `the services of org.yaml take ${services.length} managed policies, a role wears ${MOST_POLICIES_OF_A_ROLE}: list fewer services`,
      );
    }
    new CfnRole(this, 'Resource', {
      roleName: TERRAFORM_ROLE,
      path: IAM_PATH,
      description: 'Terraform works as this role; only CI Terraform roles become it',
      assumeRolePolicyDocument: toIam(terraformRoleTrust(props.config, props.ciTerraformRoles)),
      managedPolicyArns: services.map(({ arn }) => arn),
      permissionsBoundary: policyArnHere(partition, BOUNDARY),
    });
  }
}
