import { CfnGroup, CfnUser } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Access } from '../domain/access';
import { ciUserName, IAM_PATH } from '../domain/names';
import { loadPolicy } from '../policies/load-policy';
import { ManagedPolicy } from './managed-policy';

export interface CiUserProps {
  readonly access: Access;
  readonly pipeline: string;
  /** The networks that it works from, in CIDR notation; any where there are none. */
  readonly networks: readonly string[];
  /** The ARN of the only role that it may assume. */
  readonly ciRole: string;
  /** The ARN of the boundary of everybody in the Terraform account. */
  readonly permissionsBoundary: string;
}

/**
 * The CI identity of a CI system without OIDC: a user that can do nothing but become one CI role. A pipeline has two, so
 * that a job that plans a pull request holds no key that applies.
 *
 * Its access keys are made and rotated by a command, and are in no template.
 */
export class CiUser extends Construct {
  constructor(scope: Construct, id: string, { access, pipeline, networks, ciRole, permissionsBoundary }: CiUserProps) {
    super(scope, id);
    const name = ciUserName(access, pipeline);
    const group = new CfnGroup(this, 'Group', { groupName: name, path: IAM_PATH });
    new ManagedPolicy(this, 'Permissions', {
      description: `Lets the CI user of the pipeline ${pipeline} become its CI role to ${access}`,
      pack: [loadPolicy('ci-identity.permissions', { ciRole })],
      groups: [group.ref],
    });
    if (networks.length > 0) {
      new ManagedPolicy(this, 'Networks', {
        description: `Where the CI user of the pipeline ${pipeline} works from`,
        pack: [loadPolicy('ci-identity.networks.permissions', { networks })],
        groups: [group.ref],
      });
    }
    new CfnUser(this, 'Resource', { userName: name, path: IAM_PATH, groups: [group.ref], permissionsBoundary });
  }
}
