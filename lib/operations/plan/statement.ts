import { isProperties, listOf, type Properties, type Value } from './template';
import { textOf } from './text-of';

/** One of the elements that come in two forms, such as `Action` and `NotAction`. */
export interface Element {
  /** `Action`, `NotAction`, ...; undefined where the statement has neither. */
  readonly form: string | undefined;
  readonly values: readonly string[];
}

export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** A statement of an IAM policy, its values as text in one order. */
export interface Statement {
  readonly sid: string;
  readonly effect: 'Allow' | 'Deny';
  readonly action: Element;
  readonly principal: Element;
  readonly resource: Element;
  readonly conditions: readonly Condition[];
}

/** Each may be there with `Not` before it, in place of itself. */
const FORMS = ['Action', 'Principal', 'Resource'];

const KEYS = new Set([
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Principal',
  'NotPrincipal',
  'Resource',
  'NotResource',
  'Condition',
]);

/**
 * The statements of a policy document, or of no document at all.
 *
 * @returns undefined for what is no such document, such as one with a condition of CloudFormation in it
 */
export function statementsOf(document: Value | undefined): readonly Statement[] | undefined {
  if (document === undefined) return [];
  const value = typeof document === 'string' ? fromJson(document) : document;
  if (!isProperties(value) || Object.keys(value).some((key) => !['Version', 'Id', 'Statement'].includes(key)))
    return undefined;
  const statements = listOf(value.Statement).map(statementOf);
  const read = statements.filter((statement) => statement !== undefined);
  return read.length === statements.length ? read : undefined;
}

/** What makes two conditions the same one with other values. */
export function conditionId({ operator, key }: Condition): string {
  return `${operator} ${key}`.toLowerCase();
}

/** Everything that a statement does, whatever it is called. */
export function meaningOf({ sid: _, ...statement }: Statement): string {
  return JSON.stringify(statement);
}

/** A statement in words, a part a line. */
export function linesOf({ action, principal, resource, conditions }: Statement): readonly string[] {
  return [
    ...[action, principal, resource].flatMap(({ form, values }) => values.map((value) => `${form} ${value}`)),
    ...conditions.map(({ operator, key, values }) => `Condition ${operator} ${key} ${values.join(', ')}`),
  ];
}

function fromJson(text: string): Value | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function statementOf(value: Value): Statement | undefined {
  if (!isProperties(value) || Object.keys(value).some((key) => !KEYS.has(key))) return undefined;
  const { Effect: effect, Condition: condition = {} } = value;
  if (effect !== 'Allow' && effect !== 'Deny') return undefined;
  if (!isProperties(condition) || FORMS.some((name) => name in value && `Not${name}` in value)) return undefined;
  const conditions = Object.entries(condition).flatMap(([operator, tests]) => conditionsOf(operator, tests));
  // IAM reads names without regard to case: two that differ in nothing else have no meaning that is certain.
  if (new Set(conditions.map(conditionId)).size < conditions.length) return undefined;
  return {
    sid: textOf(value.Sid),
    effect,
    action: elementOf(value, 'Action', textsOf),
    principal: elementOf(value, 'Principal', principalsOf),
    resource: elementOf(value, 'Resource', textsOf),
    conditions: conditions.sort(byName),
  };
}

function elementOf(statement: Properties, name: string, read: (value: Value) => readonly string[]): Element {
  for (const form of [name, `Not${name}`]) {
    const value = statement[form];
    if (value !== undefined) return { form, values: read(value) };
  }
  return { form: undefined, values: [] };
}

/** `"*"` and `{ "AWS": "*" }` mean the same. */
function principalsOf(value: Value): readonly string[] {
  if (!isProperties(value)) return textsOf(value).map((principal) => `AWS ${principal}`);
  return inOrder(Object.entries(value).flatMap(([kind, names]) => textsOf(names).map((name) => `${kind} ${name}`)));
}

function conditionsOf(operator: string, tests: Value): readonly Condition[] {
  if (!isProperties(tests)) return [{ operator, key: '', values: [textOf(tests)] }];
  return Object.entries(tests).map(([key, values]) => ({ operator, key, values: textsOf(values) }));
}

function byName(one: Condition, other: Condition): number {
  return `${one.operator} ${one.key}`.localeCompare(`${other.operator} ${other.key}`);
}

function textsOf(value: Value): readonly string[] {
  return inOrder(listOf(value).flatMap(listOf).map(textOf));
}

function inOrder(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}
