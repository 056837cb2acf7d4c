import { isObject, type Json, type JsonObject, listOf, parsedJson, plainText } from '../domain/json';

/**
 * A statement of an IAM policy, read: every element a list, in the order in which it is written.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export interface Statement {
  /** @default - it has none */
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  readonly principal: Element<Principal>;
  readonly action: Element;
  readonly resource: Element;
  /** All of them must be met. */
  readonly conditions: readonly Condition[];
}

/** One of the elements that come in two forms, such as `Action` and `NotAction`. */
export interface Element<Value = string> {
  /** `Action`, `NotAction`, ...; undefined where the statement has neither. */
  readonly form: string | undefined;
  readonly values: readonly Value[];
}

export interface Principal {
  /** `AWS`, `Service`, `Federated` or `CanonicalUser`. Everybody is `*` of the type `AWS`. */
  readonly type: string;
  readonly name: string;
}

export interface Condition {
  /** With what stands before and after it: `ForAnyValue:StringLike`, `BoolIfExists`. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** How a value becomes text that need not be a string: a number, or a reference of a template. */
export type TextOf = (value: Json) => string;

/**
 * The statements of a policy document that anybody may have written, of its JSON text, or of no document at all.
 *
 * @returns undefined for what is no such document, or has no meaning that is certain
 */
export function readStatements(
  document: Json | undefined,
  textOf: TextOf = plainText,
): readonly Statement[] | undefined {
  if (document === undefined) return [];
  const value = typeof document === 'string' ? parsedJson(document) : document;
  if (!isObject(value) || !hasOnly(value, KEYS_OF_A_DOCUMENT)) return undefined;
  const statements = listOf(value.Statement);
  if (!statements.every(isStatement)) return undefined;
  const read = statements.map((statement) => readStatement(statement, textOf));
  return read.some(hasConditionTwice) ? undefined : read;
}

/** The statements of a document that IAM's grammar is known to fit, because orgstrap or CDK wrote it. */
export function statementsOf(document: Json | undefined): readonly Statement[] {
  if (!isObject(document)) return [];
  return listOf(document.Statement)
    .filter(isObject)
    .map((statement) => readStatement(statement, plainText));
}

/** What an element names; nothing where it names what is excepted. */
export function named<Value>(element: Element<Value>): readonly Value[] {
  return isException(element) ? [] : element.values;
}

/** Whether an element is about everything but what it names: `NotAction`, `NotPrincipal`, `NotResource`. */
export function isException({ form }: Pick<Element, 'form'>): boolean {
  return form?.startsWith('Not') === true;
}

/** What makes two conditions the same one with other values: IAM reads names without regard to case. */
export function conditionId({ operator, key }: Condition): string {
  return `${operator} ${key}`.toLowerCase();
}

const KEYS_OF_A_DOCUMENT: ReadonlySet<string> = new Set(['Version', 'Id', 'Statement']);

/** Each may be there with `Not` before it, in place of itself. */
const FORMS = ['Action', 'Principal', 'Resource'];

const KEYS: ReadonlySet<string> = new Set([
  'Sid',
  'Effect',
  'Condition',
  ...FORMS,
  ...FORMS.map((name) => `Not${name}`),
]);

function hasOnly(value: JsonObject, keys: ReadonlySet<string>): boolean {
  return Object.keys(value).every((key) => keys.has(key));
}

function isStatement(value: Json): value is JsonObject {
  return (
    isObject(value) &&
    hasOnly(value, KEYS) &&
    (value.Effect === 'Allow' || value.Effect === 'Deny') &&
    (value.Condition === undefined || isObject(value.Condition)) &&
    !FORMS.some((name) => name in value && `Not${name}` in value)
  );
}

/** Two conditions whose names differ in case alone: which of them IAM asks for is not certain. */
function hasConditionTwice({ conditions }: Statement): boolean {
  return new Set(conditions.map(conditionId)).size < conditions.length;
}

function readStatement(statement: JsonObject, textOf: TextOf): Statement {
  const { Sid: sid, Effect: effect, Condition: condition } = statement;
  const textsOf = (value: Json) => listOf(value).flatMap(listOf).map(textOf);
  return {
    ...(sid !== undefined && { sid: textOf(sid) }),
    effect: effect === 'Allow' ? effect : 'Deny',
    principal: elementOf(statement, 'Principal', (value) => principalsOf(value, textsOf)),
    action: elementOf(statement, 'Action', textsOf),
    resource: elementOf(statement, 'Resource', textsOf),
    conditions: entriesOf(condition).flatMap(([operator, tests]) =>
      isObject(tests)
        ? entriesOf(tests).map(([key, values]) => ({ operator, key, values: textsOf(values) }))
        : [{ operator, key: '', values: [textOf(tests)] }],
    ),
  };
}

function elementOf<Value>(
  statement: JsonObject,
  name: string,
  read: (value: Json) => readonly Value[],
): Element<Value> {
  for (const form of [name, `Not${name}`]) {
    const value = statement[form];
    if (value !== undefined) return { form, values: read(value) };
  }
  return { form: undefined, values: [] };
}

/** `"*"` and `{ "AWS": "*" }` mean the same. */
function principalsOf(value: Json, textsOf: (value: Json) => readonly string[]): readonly Principal[] {
  const byType = isObject(value) ? entriesOf(value) : [['AWS', value] as const];
  return byType.flatMap(([type, names]) => textsOf(names).map((name) => ({ type, name })));
}

function entriesOf(value: Json | undefined): readonly (readonly [string, Json])[] {
  return isObject(value) ? Object.entries(value) : [];
}
