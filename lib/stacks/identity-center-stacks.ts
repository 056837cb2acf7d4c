import { CfnAssignment, CfnPermissionSet } from 'aws-cdk-lib/aws-sso';
import { type App, Aws, CfnOutput, CfnWaitConditionHandle, Fn, type Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import { type Assignment, assignmentsId, assignmentsOf, partsOfAssignments } from '../domain/assignments';
import { ACCESS_BOUNDARY, IAM_PATH, permissionSetName } from '../domain/names';
import { namesOf } from '../domain/names-of';
import { identityCenterAccountOf, type OrgConfig } from '../domain/org-config';
import type { IdentityCenterSignIn, People } from '../domain/people';
import { accessPolicies, awsManagedPoliciesOf } from '../policies/access-roles';
import { refuseTooManyPolicies } from '../policies/role-description';
import { servicesFor } from '../policies/service-policies';
import { deliver } from './deliver';
import { waitFor } from './order';
import type { Waves } from './waves';

/**
 * Permission sets, and then who has which, an environment at a time, in the account that administers IAM Identity Center. A permission set
 * attaches policies of the access roles in every account, so it waits for all of them.
 */
export function identityCenterStacks(app: App, config: OrgConfig, accessRoles: Waves): void {
  const { environments, people } = config;
  if (people?.signIn.source !== 'identityCenter') return;
  const { signIn } = people;
  const account = identityCenterAccountOf(config);
  const permissionSets = deliver(app, config, 'PermissionSets', account, (id, delivery) => {
    return new PermissionSetsStack(app, id, delivery, config, people, signIn);
  });
  waitFor([permissionSets], accessRoles.values());
  const arns = permissionSets instanceof PermissionSetsStack ? permissionSets.arns : importedArns(people);
  const first = new Map<string, Stack>();
  for (const environment of environments) {
    const parts = partsOfAssignments(assignmentsOf(config, people, signIn, environment)).map((assignments, part) =>
      deliver(app, config, assignmentsId(environment.deployedAs, part), account, (id, delivery) => {
        const props = { signIn, environment: environment.deployedAs, assignments, permissionSets: arns };
        return new AssignmentsStack(app, id, delivery, props);
      }),
    );
    const earlier = environment.after.flatMap((name) => first.get(name) ?? []);
    // One after the other: what moves to a later part has left its earlier one.
    parts.forEach((stack, part) => {
      waitFor([stack], [permissionSets, ...parts.slice(part - 1, part), ...earlier]);
    });
    const last = parts.at(-1);
    if (last !== undefined) first.set(environment.name, last);
  }
}

interface AssignmentsStackProps {
  readonly signIn: IdentityCenterSignIn;
  /** The name that the environment is deployed with. */
  readonly environment: string;
  readonly assignments: readonly Assignment[];
  /** The ARN of the permission set of each role. */
  readonly permissionSets: ReadonlyMap<string, string>;
}

/**
 * Which groups of IAM Identity Center work as what in the product accounts of one environment, or a part of that. It comes after the policies
 * of that environment's accounts, which an assignment attaches.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/howtocmp.html
 */
class AssignmentsStack extends AccountStack {
  constructor(scope: Construct, id: string, delivery: Delivery, props: AssignmentsStackProps) {
    const { signIn, environment, assignments, permissionSets } = props;
    super(scope, id, delivery, `orgstrap: which groups of IAM Identity Center work as what in ${environment}`);
    // Below a construct, a logical id ends with a hash, so that a-b and ab are two.
    const parent = new Construct(this, 'Assignments');
    for (const [role, permissionSetArn] of permissionSets) {
      for (const { group, workspace, account, principalId } of assignments.filter((one) => one.role === role)) {
        new CfnAssignment(parent, `${group}-as-${role}-in-${workspace}`, {
          instanceArn: signIn.instance,
          permissionSetArn,
          principalType: 'GROUP',
          principalId,
          targetType: 'AWS_ACCOUNT',
          targetId: account,
        });
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
class PermissionSetsStack extends AccountStack {
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
    const { ofRole } = accessPolicies(config, people, servicesFor(config, Aws.ACCOUNT_ID));
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
        const arn = permissionSet.attrPermissionSetArn;
        // Where StackSets deliver both, CDK connects nothing: a stack set's member is no stack to it.
        if (delivery.by === 'stack set') {
          new CfnOutput(roles, `${role.name}-arn`, { value: arn, exportName: permissionSetName(role.name) });
        }
        return [role.name, arn];
      }),
    );
  }
}

/** As another stack of the same account and Region reads them. */
function importedArns({ roles }: People): ReadonlyMap<string, string> {
  return new Map(roles.map(({ name }) => [name, Fn.importValue(permissionSetName(name))]));
}
