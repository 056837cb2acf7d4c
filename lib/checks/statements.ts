import { CfnManagedPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import { type CfnResource, Stack } from 'aws-cdk-lib/core';
import { isObject, type Json, listOf } from '../domain/json';
import { BOUNDARIES } from '../domain/names';
import { pattern } from '../iam/pattern';
import { type Statement, statementsOf } from '../iam/statement';

/** What a managed policy allows; nothing for a boundary, which grants nothing. */
export function allowedBy(resource: CfnResource): readonly Statement[] {
  if (!(resource instanceof CfnManagedPolicy) || isBoundary(resource)) return [];
  return statementsIn(resource, resource.policyDocument).filter(({ effect }) => effect === 'Allow');
}

/** Whom a role trusts. */
export function trustOf(resource: CfnResource): readonly Statement[] {
  return resource instanceof CfnRole ? statementsIn(resource, resource.assumeRolePolicyDocument) : [];
}

/** The values of exactly this operator for exactly this key: those of `StringEqualsIfExists` are others. */
export function valuesOf({ conditions }: Statement, operator: string, key: string): readonly string[] | undefined {
  return conditions.find((condition) => condition.operator === operator && condition.key === key)?.values;
}

/** A boundary by its name, as long as it is attached to nobody as a permission. */
function isBoundary(policy: CfnManagedPolicy): boolean {
  const attached = [policy.groups, policy.roles, policy.users].some((principals) => (principals?.length ?? 0) > 0);
  return !attached && BOUNDARIES.some((boundary) => isNamed(policy, boundary));
}

/** Whether a policy has the name, or one that the pattern matches. */
export function isNamed(policy: CfnManagedPolicy, name: string): boolean {
  return pattern(name, wildText(Stack.of(policy).resolve(policy.managedPolicyName)));
}

/** A text of a template, with an asterisk for each part of a join that is known in the account alone. */
export function wildText(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  const [, parts] = isObject(value) ? listOf(value['Fn::Join']) : [];
  return parts === undefined ? '*' : listOf(parts).map(wildText).join('');
}

/** With what refers to other resources as JSON, in which no wildcard hides. */
function statementsIn(resource: CfnResource, document: unknown): readonly Statement[] {
  return statementsOf(Stack.of(resource).resolve(document));
}
