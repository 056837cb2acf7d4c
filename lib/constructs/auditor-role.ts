import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Aws } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { AUDITOR_BOUNDARY, AUDITOR_ROLE, IAM_PATH } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import type { PrincipalArn } from '../domain/principal-arn';
import { loadPolicy } from '../policies/load-policy';
import { operatorTrust } from '../policies/operator-trust';
import { ManagedPolicy } from './managed-policy';
import { toIam } from './to-iam';

export interface AuditorRoleProps {
  readonly config: OrgConfig;
  readonly operators: readonly PrincipalArn[];
}

/** What operators work as to read what orgstrap made in an account: descriptions, and no secret. */
export class AuditorRole extends Construct {
  constructor(scope: Construct, id: string, { config, operators }: AuditorRoleProps) {
    super(scope, id);
    const boundary = new ManagedPolicy(this, 'Boundary', {
      name: AUDITOR_BOUNDARY,
      description: 'What no auditor of orgstrap can exceed',
      pack: [loadPolicy('auditor-role.boundary', {})],
    });
    const permissions = new ManagedPolicy(this, 'Permissions', {
      description: 'Reads what orgstrap made',
      pack: [
        loadPolicy('auditor-role.permissions', {
          partition: namesOf(config).partition,
          account: Aws.ACCOUNT_ID,
          path: IAM_PATH,
        }),
      ],
    });
    new CfnRole(this, 'Resource', {
      roleName: AUDITOR_ROLE,
      path: IAM_PATH,
      description: 'Operators become this role to read what orgstrap made; it changes nothing',
      assumeRolePolicyDocument: toIam(operatorTrust(config, 'auditor', operators)),
      managedPolicyArns: [permissions.arn],
      permissionsBoundary: boundary.arn,
    });
  }
}
