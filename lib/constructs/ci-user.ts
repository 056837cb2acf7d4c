import { CfnGroup, CfnUser } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ciGroupName, ciUserName, IAM_PATH } from '../domain/names';
import { loadPolicy } from '../policies/load-policy';
import { ManagedPolicy } from './managed-policy';

export interface CiUserProps {
  readonly pipeline: string;
  /** The ARN of the only role that it may assume. */
  readonly ciTerraformRole: string;
  /** The ARN of the boundary of everybody in the Terraform account. */
  readonly permissionsBoundary: string;
}

/**
 * The CI identity of a CI system without OIDC: a user that can do nothing but become its CI Terraform role.
 *
 * Its access keys are made and rotated by a command, and are in no template.
 */
export class CiUser extends Construct {
  constructor(scope: Construct, id: string, props: CiUserProps) {
    super(scope, id);
    const group = new CfnGroup(this, 'Group', { groupName: ciGroupName(props.pipeline), path: IAM_PATH });
    new ManagedPolicy(this, 'Permissions', {
      description: `Lets the CI user of the pipeline ${props.pipeline} become its CI Terraform role`,
      pack: [loadPolicy('ci-identity.permissions', { ciTerraformRole: props.ciTerraformRole })],
      groups: [group.ref],
    });
    new CfnUser(this, 'Resource', {
      userName: ciUserName(props.pipeline),
      path: IAM_PATH,
      groups: [group.ref],
      permissionsBoundary: props.permissionsBoundary,
    });
  }
}
