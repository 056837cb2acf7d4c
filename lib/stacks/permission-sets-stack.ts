import { CfnPermissionSet } from 'aws-cdk-lib/aws-sso';
import { Aws } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import { ACCESS_BOUNDARY, IAM_PATH, permissionSetName } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import type { IdentityCenterSignIn, People } from '../domain/people';
import { accessPolicies, awsManagedPoliciesOf } from '../policies/access-policies';
import { refuseTooManyPolicies } from '../policies/role-description';
import { serviceValues } from '../policies/service-policies';

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
