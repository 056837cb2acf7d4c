import type { NamedPolicy } from '../iam/policy-document';
import { EVERYTHING } from '../iam/question';
import type { Identity, Role } from '../iam/snapshot';
import {
  arnOfResource,
  document,
  inlinePolicies,
  property,
  resourcesOf,
  type StackResource,
  text,
  texts,
  uniqueMap,
} from './resources';
import type { Stack } from './template';

/** The users and the roles of some stacks, each with all its policies. */
export interface Identities {
  readonly users: ReadonlyMap<string, Identity>;
  readonly roles: ReadonlyMap<string, Role>;
}

/** @throws Error where a policy is attached that no stack makes. */
export function identitiesOf(stacks: readonly Stack[], managed: ManagedPolicies): Identities {
  const attachments = new Attachments(stacks, managed);
  return {
    users: uniqueMap(
      resourcesOf(stacks, 'AWS::IAM::User').map((user) => [
        arnOfResource(user),
        attachments.identityOf(user, 'UserName', 'Users'),
      ]),
    ),
    roles: uniqueMap(
      resourcesOf(stacks, 'AWS::IAM::Role').map((role) => [
        arnOfResource(role),
        {
          ...attachments.identityOf(role, 'RoleName', 'Roles'),
          trust: document(role, 'AssumeRolePolicyDocument', 'trust').document,
        },
      ]),
    ),
  };
}

/** Which policies are attached to what: a managed policy may say so, or what wears it may. */
class Attachments {
  private readonly attaching: readonly StackResource[];
  private readonly groups: readonly StackResource[];

  constructor(
    stacks: readonly Stack[],
    private readonly managed: ManagedPolicies,
  ) {
    this.attaching = resourcesOf(stacks, 'AWS::IAM::ManagedPolicy');
    this.groups = resourcesOf(stacks, 'AWS::IAM::Group');
  }

  identityOf(principal: StackResource, nameProperty: string, kind: 'Users' | 'Roles'): Identity {
    const boundary = property(principal, 'PermissionsBoundary');
    const groups = texts(principal, 'Groups').map((name) => this.group(name, principal.stack.account));
    return {
      policies: [
        ...this.own(principal, nameProperty, kind),
        ...groups.flatMap((group) => this.own(group, 'GroupName', 'Groups')),
      ],
      ...(boundary !== undefined && { boundary: this.managed.named(text(principal, 'PermissionsBoundary')) }),
    };
  }

  private own(wearer: StackResource, nameProperty: string, kind: 'Users' | 'Roles' | 'Groups'): readonly NamedPolicy[] {
    const name = property(wearer, nameProperty);
    const naming = this.attaching.filter(
      (policy) => policy.stack.account === wearer.stack.account && texts(policy, kind).some((text) => text === name),
    );
    const arns = new Set([...texts(wearer, 'ManagedPolicyArns'), ...naming.map(arnOfResource)]);
    return [...[...arns].map((arn) => this.managed.named(arn)), ...inlinePolicies(wearer)];
  }

  private group(name: string, account: string): StackResource {
    const group = this.groups.find((group) => group.stack.account === account && property(group, 'GroupName') === name);
    if (group === undefined) throw new Error(`there is no group ${name} in ${account}`);
    return group;
  }
}

/** The managed policies that some stacks make, and those of AWS. */
export class ManagedPolicies {
  private readonly made: ReadonlyMap<string, NamedPolicy>;

  constructor(stacks: readonly Stack[]) {
    this.made = uniqueMap(
      resourcesOf(stacks, 'AWS::IAM::ManagedPolicy').map((policy) => {
        const arn = arnOfResource(policy);
        return [arn, document(policy, 'PolicyDocument', arn)];
      }),
    );
  }

  /** @throws Error where no stack makes it, and it is not AWS's. */
  named(arn: string): NamedPolicy {
    // What AWS manages is in no template. To take it for every permission errs on the side of finding access.
    if (/^arn:[^:]+:iam::aws:policy\//.test(arn)) return { name: arn, document: EVERYTHING };
    const policy = this.made.get(arn);
    if (policy === undefined) throw new Error(`${arn} is attached, but no stack makes it`);
    return policy;
  }
}
