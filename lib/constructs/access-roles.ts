import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Aws } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ACCESS_BOUNDARY, accessRoleName, IAM_PATH, WORKLOAD_IAM_PATH } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import type { AccessRole, People } from '../domain/people';
import { accessPolicies } from '../policies/access-policies';
import { accessRoleTrust, SECONDS_OF_AN_HOUR } from '../policies/access-role-trust';
import { loadPolicy } from '../policies/load-policy';
import { acknowledge } from './acknowledge';
import { ManagedPolicy, refuseTooManyPolicies } from './managed-policy';
import { protection } from './permissions-boundary';
import { toIam } from './to-iam';

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
    const boundary = this.boundary(config);
    const { packs, ofRole } = accessPolicies(config, people, {
      partition: namesOf(config).partition,
      account: Aws.ACCOUNT_ID,
      workloadPath: WORKLOAD_IAM_PATH,
    });
    const arns = new Map<string, string>();
    for (const [name, pack] of packs) {
      const policy = new ManagedPolicy(this, name, { name, description: 'A part of what access roles may do', pack });
      arns.set(name, policy.arn);
    }
    const { signIn } = people;
    if (signIn.source !== 'iamUsers') return;
    const trust = toIam(accessRoleTrust(config, signIn.mfaMaxAgeHours));
    for (const role of people.roles) {
      const own = (ofRole.get(role.name) ?? []).flatMap((name) => arns.get(name) ?? []);
      const managed = managedPolicies(config, role);
      refuseTooManyPolicies([...own, ...managed.keys()], `the services of the access role ${role.name}`, 'list fewer');
      const resource = new CfnRole(this, `Role-${role.name}`, {
        roleName: accessRoleName(role.name),
        path: IAM_PATH,
        description: `People of the groups that org.yaml gives the role ${role.name} work as this role, after MFA`,
        assumeRolePolicyDocument: trust,
        managedPolicyArns: [...own, ...managed.keys()],
        maxSessionDuration: people.sessionHours * SECONDS_OF_AN_HOUR,
        permissionsBoundary: boundary.arn,
      });
      for (const [arn, reason] of managed) acknowledge(resource, 'AwsSolutions', `IAM4[Policy::${arn}]`, reason);
    }
  }

  private boundary(config: OrgConfig): ManagedPolicy {
    const boundary = new ManagedPolicy(this, 'Boundary', {
      name: ACCESS_BOUNDARY,
      description: 'What no access role of this account can exceed',
      pack: [loadPolicy('access-role.boundary', {}), protection(config)],
    });
    for (const rule of ['IAMPolicyNoStatementsWithAdminAccess', 'IAMPolicyNoStatementsWithFullAccess']) {
      acknowledge(
        boundary,
        'NIST.800.53.R5',
        rule,
        'A permissions boundary grants nothing: it caps what the policies of access roles grant.',
      );
    }
    return boundary;
  }
}

/** The ARNs of the managed policies of AWS that a role wears, each with the reason that `org.yaml` gives. */
function managedPolicies(config: OrgConfig, { permissions }: AccessRole): ReadonlyMap<string, string> {
  if (permissions.kind === 'built-in') return new Map();
  const names = namesOf(config);
  return new Map(permissions.managedPolicies.map(({ name, reason }) => [names.awsManagedPolicyArn(name), reason]));
}
