import { Aws } from 'aws-cdk-lib/core';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { AccountId } from '../domain/account-id';
import { BOUNDARY, IAM_PATH, TERRAFORM_ROLE, WORKLOAD_IAM_PATH } from '../domain/names';
import type { OrganizationId } from '../domain/organization-id';
import type { Partition } from '../domain/region';
import { loadPolicy } from '../policies/load-policy';
import { packPolicies } from '../policies/pack-policies';
import { servicePolicies } from '../policies/service-policies';
import { ManagedPolicy } from './managed-policy';
import { policyArnHere } from './permissions-boundary';
import { toIam } from './to-iam';

export interface TerraformRoleProps {
  readonly partition: Partition;
  readonly organization: OrganizationId;
  readonly terraformAccount: AccountId;
  readonly services: readonly string[];
  /** The ARNs of the CI Terraform roles that may become it; or a token for such a list. */
  readonly ciTerraformRoles: readonly string[];
}

/** What Terraform works as in a product account, the same in all of them. */
export class TerraformRole extends Construct {
  constructor(scope: Construct, id: string, props: TerraformRoleProps) {
    super(scope, id);
    const { partition } = props;
    const services = packPolicies(
      servicePolicies(props.services, { partition, account: Aws.ACCOUNT_ID, workloadPath: WORKLOAD_IAM_PATH }),
    ).map(
      (pack, index) =>
        new ManagedPolicy(this, `Services${index + 1}`, {
          description: `What Terraform may do in the services of org.yaml, part ${index + 1}`,
          pack,
        }),
    );
    new CfnRole(this, 'Resource', {
      roleName: TERRAFORM_ROLE,
      path: IAM_PATH,
      description: 'Terraform works as this role; only CI Terraform roles become it',
      assumeRolePolicyDocument: toIam(
        loadPolicy('terraform-role.trust', {
          partition,
          terraformAccount: props.terraformAccount,
          organization: props.organization,
          ciTerraformRoles: props.ciTerraformRoles,
        }).document,
      ),
      managedPolicyArns: services.map(({ arn }) => arn),
      permissionsBoundary: policyArnHere(partition, BOUNDARY),
    });
  }
}
