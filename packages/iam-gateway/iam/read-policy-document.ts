import type { Conditions, OneOrMany, PolicyDocument, Principals, Statement } from './policy-document';

const ELEMENTS: ReadonlySet<string> = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

/**
 * A policy document from what is stored: a statement alone becomes a list of one, and what IAM would refuse is refused.
 *
 * @throws Error where it is not a policy document of the current version.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readPolicyDocument(stored: unknown, name: string): PolicyDocument {
  const { Version, Id: _, Statement: statements, ...others } = objectOf(stored, name);
  if (Version !== '2012-10-17') throw new Error(`${name} is of the version ${JSON.stringify(Version)}`);
  refuse(Object.keys(others), name);
  const list = Array.isArray(statements) ? statements : [statements];
  return {
    Version,
    Statement: list.map((statement, index) => statementOf(statement, `statement ${index} of ${name}`)),
  };
}

function statementOf(stored: unknown, name: string): Statement {
  const element = objectOf(stored, name);
  refuse(
    Object.keys(element).filter((key) => !ELEMENTS.has(key)),
    name,
  );
  const { Sid, Effect } = element;
  if (Effect !== 'Allow' && Effect !== 'Deny') throw new Error(`${name} has the effect ${JSON.stringify(Effect)}`);
  if (Sid !== undefined && typeof Sid !== 'string') throw new Error(`${name} has the Sid ${JSON.stringify(Sid)}`);
  return {
    ...(Sid !== undefined && { Sid }),
    Effect,
    ...given('Principal', element, name, principalsOf),
    ...given('NotPrincipal', element, name, principalsOf),
    ...given('Action', element, name, textsOf),
    ...given('NotAction', element, name, textsOf),
    ...given('Resource', element, name, textsOf),
    ...given('NotResource', element, name, textsOf),
    ...given('Condition', element, name, conditionsOf),
  };
}

function given<Key extends string, Value>(
  key: Key,
  element: Readonly<Record<string, unknown>>,
  name: string,
  read: (value: unknown, name: string) => Value,
): Partial<Record<Key, Value>> {
  return element[key] === undefined ? {} : ({ [key]: read(element[key], `${key} of ${name}`) } as Record<Key, Value>);
}

function principalsOf(stored: unknown, name: string): Principals {
  return stored === '*' ? stored : valuesOf(stored, name, textsOf);
}

function conditionsOf(stored: unknown, name: string): Conditions {
  return valuesOf(stored, name, (keys, operator) => valuesOf(keys, operator, conditionValuesOf));
}

/** IAM takes `true` and `5` for `"true"` and `"5"`. */
function conditionValuesOf(stored: unknown, name: string): OneOrMany {
  const asText = (value: unknown) => (typeof value === 'boolean' || typeof value === 'number' ? String(value) : value);
  return textsOf(Array.isArray(stored) ? stored.map(asText) : asText(stored), name);
}

function textsOf(stored: unknown, name: string): OneOrMany {
  if (typeof stored === 'string') return stored;
  if (Array.isArray(stored) && stored.every((text) => typeof text === 'string')) return stored;
  throw new Error(`${name} is ${JSON.stringify(stored)}, neither text nor a list of text`);
}

function valuesOf<Value>(
  stored: unknown,
  name: string,
  read: (value: unknown, name: string) => Value,
): Readonly<Record<string, Value>> {
  const entries = Object.entries(objectOf(stored, name));
  return Object.fromEntries(entries.map(([key, value]) => [key, read(value, `${key} in ${name}`)]));
}

function objectOf(stored: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) {
    throw new Error(`${name} is ${JSON.stringify(stored)}, not an object`);
  }
  return { ...stored };
}

function refuse(unknown: readonly string[], name: string): void {
  if (unknown.length > 0) throw new Error(`${name} has the unknown element ${unknown.join(', ')}`);
}
