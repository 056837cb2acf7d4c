import { CfnAssignment, CfnPermissionSet } from 'aws-cdk-lib/aws-sso';
import { Aws, CfnWaitConditionHandle } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import { ACCESS_BOUNDARY, IAM_PATH, permissionSetName } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { Environment, OrgConfig } from '../domain/org-config';
import type { IdentityCenterSignIn, People } from '../domain/people';
import { reachableRoles } from '../domain/reachable-role';
import { accessPolicies, awsManagedPoliciesOf } from '../policies/access-roles';
import { refuseTooManyPolicies } from '../policies/role-description';
import { serviceValues } from '../policies/service-policies';

export interface AssignmentsStackProps {
  readonly config: OrgConfig;
  readonly people: People;
  readonly signIn: IdentityCenterSignIn;
  readonly environment: Pick<Environment, 'name' | 'deployedAs'>;
  /** The ARN of the permission set of each role. */
  readonly permissionSets: ReadonlyMap<string, string>;
}

/**
 * Which groups of IAM Identity Center work as what in the product accounts of one environment. It comes after the policies
 * of that environment's accounts, which an assignment attaches.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/howtocmp.html
 */
export class AssignmentsStack extends AccountStack {
  constructor(scope: Construct, id: string, delivery: Delivery, props: AssignmentsStackProps) {
    const { config, people, signIn, environment, permissionSets } = props;
    super(
      scope,
      id,
      delivery,
      `orgstrap: which groups of IAM Identity Center work as what in ${environment.deployedAs}`,
    );
    // Below a construct, a logical id ends with a hash, so that a-b and ab are two.
    const assignments = new Construct(this, 'Assignments');
    for (const [role, permissionSetArn] of permissionSets) {
      for (const [name, principalId] of Object.entries(signIn.groupIds)) {
        const group = people.groups.filter((one) => one.name === name);
        const reaches = group.flatMap((one) => reachableRoles(config, one));
        for (const reach of reaches.filter((one) => one.environment === environment.name && one.role === role)) {
          new CfnAssignment(assignments, `${name}-as-${role}-in-${reach.workspace}`, {
            instanceArn: signIn.instance,
            permissionSetArn,
            principalType: 'GROUP',
            principalId,
            targetType: 'AWS_ACCOUNT',
            targetId: reach.account,
          });
        }
      }
    }
    // Where nobody is assigned, there would be no resource else: the CDK CLI deletes such a stack, and fails where it is protected.
    new CfnWaitConditionHandle(this, 'NeverEmpty');
  }
}

/**
 * The access roles as permission sets of IAM Identity Center, in the account that administers it. They refer by name to
 * the policies and the boundary that `AccessRolesStack` puts into every product account.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetcustom.html
 */
export class PermissionSetsStack extends AccountStack {
  /** The ARN of the permission set of each role. */
  readonly arns: ReadonlyMap<string, string>;

  constructor(
    scope: Construct,
    id: string,
    delivery: Delivery,
    config: OrgConfig,
    people: People,
    { instance }: IdentityCenterSignIn,
  ) {
    super(scope, id, delivery, 'orgstrap: what people work as, as permission sets of IAM Identity Center');
    const names = namesOf(config);
    const { ofRole } = accessPolicies(config, people, serviceValues(config, Aws.ACCOUNT_ID));
    // Below a construct, a logical id ends with a hash, so that data-1 and data1 are two.
    const roles = new Construct(this, 'PermissionSets');
    this.arns = new Map(
      people.roles.map((role) => {
        const own = ofRole.get(role.name) ?? [];
        const managed = awsManagedPoliciesOf(role);
        refuseTooManyPolicies([...own, ...managed], `the services of the access role ${role.name}`, 'list fewer');
        const permissionSet = new CfnPermissionSet(roles, role.name, {
          instanceArn: instance,
          name: permissionSetName(role.name),
          description: `People of the groups that org.yaml gives the role ${role.name}`,
          sessionDuration: `PT${people.sessionHours}H`,
          customerManagedPolicyReferences: own.map((name) => ({ name, path: IAM_PATH })),
          managedPolicies: managed.map((name) => names.awsManagedPolicyArn(name)),
          permissionsBoundary: { customerManagedPolicyReference: { name: ACCESS_BOUNDARY, path: IAM_PATH } },
        });
        return [role.name, permissionSet.attrPermissionSetArn];
      }),
    );
  }
}
