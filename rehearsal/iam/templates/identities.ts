import type { NamedPolicy } from '../policy-document';
import { EVERYTHING } from '../question';
import type { Identity, Role } from '../world';
import {
  arnOfResource,
  document,
  inlinePolicies,
  property,
  resourcesOf,
  type StackResource,
  text,
  texts,
} from './resources-of';
import type { Stack } from './stack';
import { uniqueMap } from './unique-map';

/** The users and the roles of some stacks, each with all its policies. */
export interface Identities {
  readonly users: ReadonlyMap<string, Identity>;
  readonly roles: ReadonlyMap<string, Role>;
}

/** @throws Error where a policy is attached that no stack makes. */
export function identitiesOf(stacks: readonly Stack[]): Identities {
  const attachments = new Attachments(stacks);
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
  private readonly managed: ReadonlyMap<string, NamedPolicy>;
  private readonly attaching: readonly StackResource[];
  private readonly groups: readonly StackResource[];

  constructor(stacks: readonly Stack[]) {
    this.attaching = resourcesOf(stacks, 'AWS::IAM::ManagedPolicy');
    this.groups = resourcesOf(stacks, 'AWS::IAM::Group');
    this.managed = uniqueMap(
      this.attaching.map((policy) => {
        const arn = arnOfResource(policy);
        return [arn, document(policy, 'PolicyDocument', arn)];
      }),
    );
  }

  identityOf(principal: StackResource, nameProperty: string, kind: 'Users' | 'Roles'): Identity {
    const boundary = property(principal, 'PermissionsBoundary');
    const groups = texts(principal, 'Groups').map((name) => this.group(name, principal.stack.account));
    return {
      policies: [
        ...this.own(principal, nameProperty, kind),
        ...groups.flatMap((group) => this.own(group, 'GroupName', 'Groups')),
      ],
      ...(boundary !== undefined && { boundary: this.policy(text(principal, 'PermissionsBoundary')) }),
    };
  }

  private own(wearer: StackResource, nameProperty: string, kind: 'Users' | 'Roles' | 'Groups'): readonly NamedPolicy[] {
    const name = property(wearer, nameProperty);
    const naming = this.attaching.filter(
      (policy) => policy.stack.account === wearer.stack.account && texts(policy, kind).some((text) => text === name),
    );
    const arns = new Set([...texts(wearer, 'ManagedPolicyArns'), ...naming.map(arnOfResource)]);
    return [...[...arns].map((arn) => this.policy(arn)), ...inlinePolicies(wearer)];
  }

  private policy(arn: string): NamedPolicy {
    // What AWS manages is in no template. To take it for every permission errs on the side of finding access.
    if (/^arn:[^:]+:iam::aws:policy\//.test(arn)) return { name: arn, document: EVERYTHING };
    const policy = this.managed.get(arn);
    if (policy === undefined) throw new Error(`${arn} is attached, but no stack makes it`);
    return policy;
  }

  private group(name: string, account: string): StackResource {
    const group = this.groups.find((group) => group.stack.account === account && property(group, 'GroupName') === name);
    if (group === undefined) throw new Error(`there is no group ${name} in ${account}`);
    return group;
  }
}
