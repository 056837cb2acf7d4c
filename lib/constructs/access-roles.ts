import { Aws } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { OrgConfig } from '../domain/org-config';
import type { People } from '../domain/people';
import { accessRoles } from '../policies/access-roles';
import { acknowledge } from './acknowledge';
import { boundaryPolicy, managedPolicies } from './managed-policy';
import { cfnRole } from './role';

export interface AccessRolesProps {
  readonly config: OrgConfig;
  readonly people: People;
}

/**
 * What people work as in a product account. With IAM Identity Center the policies alone: its permission sets attach them
 * by name to the roles that it makes itself.
 */
export class AccessRoles extends Construct {
  constructor(scope: Construct, id: string, { config, people }: AccessRolesProps) {
    super(scope, id);
    const described = accessRoles(config, people, Aws.ACCOUNT_ID);
    const boundary = boundaryPolicy(this, described.boundary);
    for (const rule of ['IAMPolicyNoStatementsWithAdminAccess', 'IAMPolicyNoStatementsWithFullAccess']) {
      acknowledge(
        boundary,
        'NIST.800.53.R5',
        rule,
        'A permissions boundary grants nothing: it caps what the policies of access roles grant.',
      );
    }
    const policies = managedPolicies(this, described.policies());
    for (const [name, role] of described.roles) cfnRole(this, `Role-${name}`, role, policies, boundary.arn);
  }
}
