import { isObject, type Json, listOf } from '../../domain/json';
import { readStatements, type Statement } from '../../iam/statement';
import type { Properties, Resource, Template } from './template';
import { textOf } from './text-of';

/** The types that can be given permissions, and the property of a policy that names them. */
const HOLDERS: Readonly<Record<string, string>> = {
  'AWS::IAM::Role': 'Roles',
  'AWS::IAM::User': 'Users',
  'AWS::IAM::Group': 'Groups',
};

const POLICIES: ReadonlySet<string> = new Set(['AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy']);

/** What a role, user or group may do, as far as a template says it. */
export interface Permissions {
  /** Of all its policies together; undefined where one of them cannot be read. */
  readonly statements: readonly Statement[] | undefined;
  /** Managed policies that the template only names. */
  readonly attached: readonly string[];
}

export function isHolder({ Type: type }: Resource): boolean {
  return type in HOLDERS;
}

export function isPolicy({ Type: type }: Resource): boolean {
  return POLICIES.has(type);
}

/** The permissions of a role, user or group of a template, from all of its policies. */
export function permissionsOf(template: Template, id: string): Permissions {
  const holder = template.resources[id];
  if (holder === undefined || !isHolder(holder)) return { statements: [], attached: [] };
  const policies = policiesOf(template, id, holder);
  const documents = [
    ...listOf(holder.Properties.Policies).map((policy) => (isObject(policy) ? policy.PolicyDocument : policy)),
    ...policies.map((policy) => template.resources[policy]?.Properties.PolicyDocument),
  ].map((document) => readStatements(document, textOf));
  return {
    statements: documents.includes(undefined) ? undefined : documents.flatMap((statements) => statements ?? []),
    attached: listOf(holder.Properties.ManagedPolicyArns)
      .filter((policy) => policyOf(template, policy) === undefined)
      .map(textOf),
  };
}

/** The logical ids of the policies that some role, user or group of the template has. */
export function attachedPolicies(template: Template): ReadonlySet<string> {
  const holders = Object.entries(template.resources).filter(([, resource]) => isHolder(resource));
  return new Set(holders.flatMap(([id, holder]) => policiesOf(template, id, holder)));
}

/** Whom a policy names that the template does not make. */
export function outsideHolders(template: Template, policy: Resource): readonly string[] {
  const holders = Object.entries(template.resources).filter(([, resource]) => isHolder(resource));
  return Object.values(HOLDERS).flatMap((property) =>
    listOf(policy.Properties[property])
      .filter((name) => !holders.some(([id, holder]) => HOLDERS[holder.Type] === property && isNamed(name, id, holder)))
      .map((name) => `${property} ${textOf(name)}`),
  );
}

function policiesOf(template: Template, id: string, holder: Resource): readonly string[] {
  const property = HOLDERS[holder.Type] ?? '';
  const naming = Object.entries(template.resources)
    .filter(([, resource]) => isPolicy(resource))
    .filter(([, { Properties: properties }]) => listOf(properties[property]).some((name) => isNamed(name, id, holder)))
    .map(([policy]) => policy);
  const named = listOf(holder.Properties.ManagedPolicyArns).flatMap((policy) => policyOf(template, policy) ?? []);
  return [...new Set([...naming, ...named])];
}

function policyOf({ resources }: Template, policy: Json): string | undefined {
  const id = isObject(policy) ? refOf(policy) : undefined;
  const resource = id === undefined ? undefined : resources[id];
  return resource && isPolicy(resource) ? id : undefined;
}

function isNamed(name: Json, id: string, { Properties: properties }: Resource): boolean {
  if (isObject(name)) return refOf(name) === id;
  return [properties.RoleName, properties.UserName, properties.GroupName].includes(name);
}

function refOf(value: Properties): string | undefined {
  return typeof value.Ref === 'string' ? value.Ref : undefined;
}
