import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { IAM_PATH } from '../domain/names';
import type { RoleDescription } from '../policies/role-description';
import { acknowledge } from './acknowledge';
import { boundaryPolicy, managedPolicies, toIam } from './managed-policy';

/** What a role wears that is not made with it. */
export interface Worn {
  /** The ARN of its permissions boundary. @default - the boundary is made with the role, which alone wears it */
  readonly boundary?: string;
  /** The ARNs of its policies, by id. @default - they are made with the role, which alone wears them */
  readonly policies?: ReadonlyMap<string, string>;
}

/** A role as it is described, with what it alone wears. */
export class Role extends Construct {
  constructor(scope: Construct, id: string, role: RoleDescription, worn: Worn = {}) {
    super(scope, id);
    const boundary = worn.boundary ?? (role.boundary && boundaryPolicy(this, role.boundary).arn);
    const policies = worn.policies ?? managedPolicies(this, role.policies());
    cfnRole(this, 'Resource', role, policies, boundary);
  }
}

/**
 * The resource of a role whose policies and boundary are there.
 *
 * @param policies - their ARNs, by id; others than its own may be among them
 * @param boundary - its ARN
 */
export function cfnRole(
  scope: Construct,
  id: string,
  role: RoleDescription,
  policies: ReadonlyMap<string, string>,
  boundary?: string,
): CfnRole {
  const ofAws = role.awsManagedPolicies ?? new Map<string, string>();
  const worn = [...role.policies().flatMap((policy) => policies.get(policy.id) ?? []), ...ofAws.keys()];
  const resource = new CfnRole(scope, id, {
    roleName: role.name,
    path: IAM_PATH,
    description: role.description,
    maxSessionDuration: role.maxSessionDuration,
    assumeRolePolicyDocument: toIam(role.trust),
    // None is not an empty list, which would say that there are no others: policies may name the role.
    managedPolicyArns: worn.length > 0 ? worn : undefined,
    permissionsBoundary: boundary,
  });
  for (const [arn, reason] of ofAws) acknowledge(resource, 'AwsSolutions', `IAM4[Policy::${arn}]`, reason);
  return resource;
}
