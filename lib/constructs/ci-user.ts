import { CfnGroup, CfnUser } from 'aws-cdk-lib/aws-iam';
import { CfnResourcePolicy, CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Access } from '../domain/ci-identity';
import { ciKeySecretName } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { ciUser } from '../policies/ci-users';
import { loadPolicy } from '../policies/load-policy';
import { acknowledge } from './acknowledge';
import { ManagedPolicy, toIam } from './managed-policy';

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
    const { user, group } = ciUser(access, pipeline, networks, ciRole);
    const own = new CfnGroup(this, 'Group', { groupName: group.name, path: group.path });
    for (const policy of group.policies()) new ManagedPolicy(this, policy.id, { ...policy, groups: [own.ref] });
    new CfnUser(this, 'Resource', { userName: user.name, path: user.path, groups: [own.ref], permissionsBoundary });
  }
}

export interface CiKeySecretProps {
  readonly config: OrgConfig;
  readonly access: Access;
  readonly pipeline: string;
}

/**
 * Where the access key of a CI user is kept. It is made without a value, which `orgstrap key rotate` puts there: nothing in
 * CloudFormation ever holds a secret.
 */
export class CiKeySecret extends Construct {
  constructor(scope: Construct, id: string, { config, access, pipeline }: CiKeySecretProps) {
    super(scope, id);
    const secret = new CfnSecret(this, 'Resource', {
      name: ciKeySecretName(access, pipeline),
      description: `The access key of the CI user of the pipeline ${pipeline} to ${access}`,
    });
    new CfnResourcePolicy(this, 'Policy', {
      secretId: secret.ref,
      blockPublicPolicy: true,
      resourcePolicy: toIam(loadPolicy('ci-key.resource', { operatorRole: namesOf(config).operatorRoleArn }).document),
    });
    acknowledge(this, 'AwsSolutions', 'SMG4', ROTATED_BY_COMMAND);
    acknowledge(this, 'NIST.800.53.R5', 'SecretsManagerRotationEnabled', ROTATED_BY_COMMAND);
    acknowledge(
      this,
      'NIST.800.53.R5',
      'SecretsManagerUsingKMSKey',
      'Encrypted with aws/secretsmanager, which nobody outside the account can use. Only the operator role reaches the value, and it can make such a key anew: a customer key would shut out nobody else.',
    );
  }
}

const ROTATED_BY_COMMAND =
  "An operator rotates it with orgstrap key rotate, which hands the key to the CI system in the same motion, and orgstrap key status reports one that is older than 90 days. A rotation Lambda could not reach the CI system's own secret store.";
