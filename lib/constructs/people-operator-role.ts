import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Aws } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { CLOSED_POLICY, IAM_PATH, PEOPLE_OPERATOR_BOUNDARY, PEOPLE_OPERATOR_ROLE } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import type { PrincipalArn } from '../domain/principal-arn';
import { loadPolicy, type ReviewedPolicy } from '../policies/load-policy';
import { operatorTrust } from '../policies/operator-trust';
import { ManagedPolicy, refuseTooManyPolicies } from './managed-policy';
import { toIam } from './to-iam';

export interface PeopleOperatorRoleProps {
  readonly config: OrgConfig;
  readonly operators: readonly PrincipalArn[];
  /** What it may do in this account. */
  readonly permissions: readonly ReviewedPolicy[];
}

/**
 * What operators work as to handle people: in the Ops account to invite them and to shut them out, in a product account to
 * close access roles. It is apart from the operator role: who rotates keys of CI need not be able to set passwords.
 */
export class PeopleOperatorRole extends Construct {
  constructor(scope: Construct, id: string, { config, operators, permissions }: PeopleOperatorRoleProps) {
    super(scope, id);
    const names = namesOf(config);
    const boundary = new ManagedPolicy(this, 'Boundary', {
      name: PEOPLE_OPERATOR_BOUNDARY,
      description: 'What nobody who handles people can exceed',
      pack: [
        loadPolicy('people-operator-role.boundary', {
          people: names.personArn('*'),
          groups: names.groupArn('*'),
          devices: names.mfaDeviceArn('*'),
          accessRoles: names.accessRolesPattern(Aws.ACCOUNT_ID),
          closed: names.policyArn(Aws.ACCOUNT_ID, CLOSED_POLICY),
        }),
      ],
    });
    const policies = permissions.map(
      (document, index) =>
        new ManagedPolicy(this, `Permissions${index + 1}`, {
          description: `What operators may do to people, part ${index + 1}`,
          pack: [document],
        }).arn,
    );
    refuseTooManyPolicies(policies, 'the people of org.yaml', 'use IAM Identity Center');
    new CfnRole(this, 'Resource', {
      roleName: PEOPLE_OPERATOR_ROLE,
      path: IAM_PATH,
      description: 'Operators become this role to handle people',
      assumeRolePolicyDocument: toIam(operatorTrust(config, 'people-operator', operators)),
      managedPolicyArns: policies,
      permissionsBoundary: boundary.arn,
    });
  }
}
