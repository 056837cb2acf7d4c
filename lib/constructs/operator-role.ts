import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { IAM_PATH, OPERATOR_BOUNDARY, OPERATOR_ROLE } from '../domain/names';
import { namesOf } from '../domain/names-of';
import { ciUsersOf } from '../domain/operators';
import type { OrgConfig } from '../domain/org-config';
import type { PrincipalArn } from '../domain/principal-arn';
import { loadPolicy } from '../policies/load-policy';
import { operatorTrust } from '../policies/operator-trust';
import { splitOverPolicies } from '../policies/split-policy';
import { ManagedPolicy, refuseTooManyPolicies } from './managed-policy';
import { toIam } from './to-iam';

export interface OperatorRoleProps {
  readonly config: OrgConfig;
  readonly operators: readonly PrincipalArn[];
}

/**
 * What operators work as in the Terraform account: it rotates the access keys of CI users, and does nothing else.
 *
 * It has a boundary of its own. The one of CI denies all of IAM, and a boundary that opened access keys to this role would
 * open them to everybody who wears it.
 */
export class OperatorRole extends Construct {
  constructor(scope: Construct, id: string, { config, operators }: OperatorRoleProps) {
    super(scope, id);
    const names = namesOf(config);
    const ciKeySecrets = names.ciKeySecretsPattern();
    const boundary = new ManagedPolicy(this, 'Boundary', {
      name: OPERATOR_BOUNDARY,
      description: 'What no operator of orgstrap can exceed in this account',
      pack: [loadPolicy('operator-role.boundary', { ciUsers: names.ciUsersPattern, ciKeySecrets })],
    });
    const keys = splitOverPolicies(ciUsersOf(config), (ciUsers) =>
      loadPolicy('operator-role.keys.permissions', { ciUsers }),
    );
    const permissions = [
      ...keys.map(
        (document, index) =>
          new ManagedPolicy(this, `Keys${index + 1}`, {
            description: `The access keys of the CI users, part ${index + 1}`,
            pack: [document],
          }),
      ),
      new ManagedPolicy(this, 'Secrets', {
        description: 'The secrets that keep the access keys of the CI users',
        pack: [loadPolicy('operator-role.secrets.permissions', { ciKeySecrets })],
      }),
    ].map(({ arn }) => arn);
    refuseTooManyPolicies(permissions, 'the CI users of all pipelines', 'give pipelines an OIDC identity');
    new CfnRole(this, 'Resource', {
      roleName: OPERATOR_ROLE,
      path: IAM_PATH,
      description: 'Operators become this role to rotate the keys of CI users',
      assumeRolePolicyDocument: toIam(operatorTrust(config, 'operator', operators)),
      managedPolicyArns: permissions,
      permissionsBoundary: boundary.arn,
    });
  }
}
