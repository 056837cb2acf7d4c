import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { AccountId } from '../domain/account-id';
import { Failure } from '../domain/failure';
import { ciTerraformRoleName, ciUserName, IAM_PATH, roleArn, TERRAFORM_ROLE, userArn } from '../domain/names';
import type { OrganizationId } from '../domain/organization-id';
import { type HomeRegion, partitionOf, s3Service } from '../domain/region';
import { loadPolicy } from '../policies/load-policy';
import { splitOverPolicies } from '../policies/split-policy';
import { ManagedPolicy, MOST_POLICIES_OF_A_ROLE } from './managed-policy';
import type { StateBucket } from './state-bucket';
import { toIam } from './to-iam';

export interface CiTerraformRoleProps {
  readonly pipeline: string;
  readonly organization: OrganizationId;
  readonly terraformAccount: AccountId;
  readonly region: HomeRegion;
  /** The accounts that the pipeline may change. */
  readonly productAccounts: readonly AccountId[];
  readonly stateBucket: StateBucket;
  /** The ARN of the boundary of everybody in the Terraform account. */
  readonly permissionsBoundary: string;
}

/** What a pipeline becomes to apply: it reads and writes the pipeline's states, and enters the pipeline's accounts. */
export class CiTerraformRole extends Construct {
  constructor(scope: Construct, id: string, props: CiTerraformRoleProps) {
    super(scope, id);
    const partition = partitionOf(props.region);
    const state = new ManagedPolicy(this, 'State', {
      description: `Reads and writes the Terraform state of the pipeline ${props.pipeline}`,
      pack: [
        loadPolicy('ci-terraform-role.state.permissions', {
          stateBucket: props.stateBucket.arn,
          stateKey: props.stateBucket.keyArn,
          s3Service: s3Service(props.region),
        }),
      ],
    });
    const enter = splitOverPolicies(
      props.productAccounts.map((account) => roleArn(partition, account, TERRAFORM_ROLE)),
      (terraformRoles) =>
        loadPolicy('ci-terraform-role.accounts.permissions', { terraformRoles, organization: props.organization }),
    ).map(
      (policy, index) =>
        new ManagedPolicy(this, `Accounts${index + 1}`, {
          description: `Enters the product accounts of the pipeline ${props.pipeline}, part ${index + 1}`,
          pack: [policy],
        }),
    );
    const managedPolicyArns = [state, ...enter].map(({ arn }) => arn);
    if (managedPolicyArns.length > MOST_POLICIES_OF_A_ROLE) {
      throw new Failure(
        'PipelineTooLarge',
        `the pipeline ${props.pipeline} may change ${props.productAccounts.length} accounts, which takes ${managedPolicyArns.length} managed policies; a role wears ${MOST_POLICIES_OF_A_ROLE}: split the pipeline`,
      );
    }
    new CfnRole(this, 'Resource', {
      roleName: ciTerraformRoleName(props.pipeline),
      path: IAM_PATH,
      description: `Runs Terraform for the pipeline ${props.pipeline}`,
      maxSessionDuration: LONGEST_APPLY_SECONDS,
      assumeRolePolicyDocument: toIam(
        loadPolicy('ci-terraform-role.trust', {
          partition,
          terraformAccount: props.terraformAccount,
          organization: props.organization,
          ciUser: userArn(partition, props.terraformAccount, ciUserName(props.pipeline)),
        }).document,
      ),
      managedPolicyArns,
      permissionsBoundary: props.permissionsBoundary,
    });
  }
}

/** Four hours: the first assumption is not chained, so it may be longer than the hour of the chained ones. */
const LONGEST_APPLY_SECONDS = 4 * 60 * 60;
