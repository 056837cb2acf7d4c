import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import {
  ACCESS_ROLES,
  CLOSED_POLICY,
  groupArn,
  IAM_PATH,
  mfaDeviceArn,
  PEOPLE_OPERATOR_BOUNDARY,
  PEOPLE_OPERATOR_ROLE,
  personArn,
} from '../domain/names';
import type { OrgConfig } from '../domain/org-config';
import type { PrincipalArn } from '../domain/principal-arn';
import { partitionOf } from '../domain/region';
import { loadPolicy, type ReviewedPolicy } from '../policies/load-policy';
import { operatorTrust } from '../policies/operator-trust';
import { ManagedPolicy, refuseTooManyPolicies } from './managed-policy';
import { policyArnHere, roleArnHere } from './permissions-boundary';
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
    const partition = partitionOf(config.homeRegion);
    const { ops } = config.accounts;
    const boundary = new ManagedPolicy(this, 'Boundary', {
      name: PEOPLE_OPERATOR_BOUNDARY,
      description: 'What nobody who handles people can exceed',
      pack: [
        loadPolicy('people-operator-role.boundary', {
          people: personArn(partition, ops, '*'),
          groups: groupArn(partition, ops, '*'),
          devices: mfaDeviceArn(partition, ops, '*'),
          accessRoles: roleArnHere(partition, ACCESS_ROLES),
          closed: policyArnHere(partition, CLOSED_POLICY),
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
