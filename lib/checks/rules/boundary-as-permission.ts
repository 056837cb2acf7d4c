import { CfnGroup, CfnManagedPolicy, CfnRole, CfnUser } from 'aws-cdk-lib/aws-iam';
import { type CfnResource, Stack } from 'aws-cdk-lib/core';
import { listOf, plainText } from '../../domain/json';
import { BOUNDARIES, IAM_PATH } from '../../domain/names';
import type { Rule } from '../rule';

export const noBoundaryAsPermission: Rule = {
  name: 'NoBoundaryAsPermission',
  description: 'a boundary may allow "service:*" because it grants nothing; attached as a permission, it would',
  check: (resource) => {
    const worn = permissionsOf(resource);
    return BOUNDARIES.filter((boundary) =>
      worn.some((arn) => names(arn, boundary) || refersTo(resource, arn, boundary)),
    ).map((boundary) => `it has the boundary ${boundary} as a permission`);
  },
};

function permissionsOf(resource: CfnResource): readonly string[] {
  if (!(resource instanceof CfnRole || resource instanceof CfnUser || resource instanceof CfnGroup)) return [];
  return listOf(Stack.of(resource).resolve(resource.managedPolicyArns)).map(plainText);
}

/** An ARN ends with the name, or is the JSON of a join whose last part does. */
function names(arn: string, boundary: string): boolean {
  return arn.replace(/["\]}]+$/, '').endsWith(`:policy${IAM_PATH}${boundary}`);
}

function refersTo(resource: CfnResource, arn: string, boundary: string): boolean {
  const stack = Stack.of(resource);
  return stack.node
    .findAll()
    .filter((construct) => construct instanceof CfnManagedPolicy)
    .some((policy) => policy.managedPolicyName === boundary && arn === JSON.stringify(stack.resolve(policy.ref)));
}
