import { CfnManagedPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import { type CfnResource, Stack } from 'aws-cdk-lib/core';
import { BOUNDARIES } from '../domain/names';

/** A statement of a resolved policy document, in which a reference may stand for any string. */
export interface ResolvedStatement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What a managed policy allows; nothing for a boundary, which grants nothing. */
export function allowedBy(resource: CfnResource): readonly ResolvedStatement[] {
  if (!(resource instanceof CfnManagedPolicy) || isBoundary(resource)) return [];
  return statementsOf(resource, resource.policyDocument).filter(({ Effect }) => Effect === 'Allow');
}

/** Whom a role trusts. */
export function trustOf(resource: CfnResource): readonly ResolvedStatement[] {
  return resource instanceof CfnRole ? statementsOf(resource, resource.assumeRolePolicyDocument) : [];
}

/** The elements of a statement as text; a reference is rendered as JSON, in which no wildcard hides. */
export function textsOf(element: unknown): readonly string[] {
  const list = Array.isArray(element) ? element : element === undefined ? [] : [element];
  return list.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
}

/** A boundary by its name, as long as it is attached to nobody as a permission. */
function isBoundary(policy: CfnManagedPolicy): boolean {
  const attached = [policy.groups, policy.roles, policy.users].some((principals) => (principals?.length ?? 0) > 0);
  return BOUNDARIES.includes(String(policy.managedPolicyName)) && !attached;
}

function statementsOf(resource: CfnResource, document: unknown): readonly ResolvedStatement[] {
  const resolved: { readonly Statement?: readonly ResolvedStatement[] } = Stack.of(resource).resolve(document) ?? {};
  return resolved.Statement ?? [];
}
