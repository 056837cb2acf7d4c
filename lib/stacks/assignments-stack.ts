import { CfnAssignment } from 'aws-cdk-lib/aws-sso';
import { Construct } from 'constructs';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import type { OrgConfig } from '../domain/org-config';
import type { IdentityCenterSignIn, People } from '../domain/people';
import { reachOf } from '../domain/reach';

export interface AssignmentsStackProps {
  readonly config: OrgConfig;
  readonly people: People;
  readonly signIn: IdentityCenterSignIn;
  readonly environment: string;
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
    super(scope, id, delivery, `orgstrap: which groups of IAM Identity Center work as what in ${environment}`);
    // Below a construct, a logical id ends with a hash, so that a-b and ab are two.
    const assignments = new Construct(this, 'Assignments');
    for (const [role, permissionSetArn] of permissionSets) {
      for (const [name, principalId] of Object.entries(signIn.groupIds)) {
        const group = people.groups.filter((one) => one.name === name);
        const reaches = group.flatMap((one) => reachOf(config, one));
        for (const reach of reaches.filter((one) => one.environment === environment && one.role === role)) {
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
  }
}
