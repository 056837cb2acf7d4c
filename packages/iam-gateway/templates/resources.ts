import { elementsOf, type Json, type JsonObject, objectOf, textOf, textsOf } from '../iam/json';
import type { NamedPolicy } from '../iam/policy-document';
import { readPolicyDocument } from '../iam/read-policy-document';
import { arnOf } from './physical-names';
import { namedResource, resolve } from './resolve';
import type { Stack } from './template';

/** A resource in the stack that makes it. */
export interface StackResource {
  readonly stack: Stack;
  readonly id: string;
  /** As they are in the template: what nobody reads is not evaluated. */
  readonly properties: JsonObject;
}

/** The resources of a type in some stacks. */
export function resourcesOf(stacks: readonly Stack[], type: string): readonly StackResource[] {
  return stacks.flatMap((stack) =>
    [...stack.template.resources]
      .filter(([, resource]) => resource.type === type)
      .map(([id, { properties }]) => ({ stack, id, properties })),
  );
}

/** A property, evaluated; undefined where the template does not say. */
export function property({ stack, properties }: StackResource, name: string): Json | undefined {
  return properties[name] === undefined ? undefined : resolve(properties[name], stack);
}

export function arnOfResource({ stack, id }: StackResource): string {
  return arnOf(namedResource(id, stack), stack);
}

export function text(resource: StackResource, name: string): string {
  return textOf(property(resource, name), whereIs(resource, name));
}

/** The texts of a property; none where the template does not say. */
export function texts(resource: StackResource, name: string): readonly string[] {
  return textsOf(property(resource, name) ?? [], whereIs(resource, name));
}

/** The document that a property holds, under a name of its own. */
export function document(resource: StackResource, name: string, policyName: string): NamedPolicy {
  return {
    name: policyName,
    document: readPolicyDocument(property(resource, name), whereIs(resource, name)),
  };
}

/** The inline policies of a user, a group or a role. */
export function inlinePolicies(resource: StackResource): readonly NamedPolicy[] {
  const where = whereIs(resource, 'Policies');
  return elementsOf(property(resource, 'Policies') ?? [], where).map((element) => {
    const { PolicyName, PolicyDocument } = objectOf(element, where);
    const name = textOf(PolicyName, `the name of a policy in ${where}`);
    return { name, document: readPolicyDocument(PolicyDocument, `${name} in ${where}`) };
  });
}

function whereIs({ id, stack }: StackResource, name: string): string {
  return `${name} of ${id} in ${stack.name}`;
}

/** @throws Error where two things have one name: the second could not be made. */
export function uniqueMap<Value>(entries: readonly (readonly [string, Value])[]): ReadonlyMap<string, Value> {
  const map = new Map<string, Value>();
  for (const [name, value] of entries) {
    if (map.has(name)) throw new Error(`${name} is made twice`);
    map.set(name, value);
  }
  return map;
}
