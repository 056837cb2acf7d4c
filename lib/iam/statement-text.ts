import type { Condition, Element, Principal, Statement } from './statement';

/** A statement in words, a part a line. */
export function linesOf(statement: Statement): readonly string[] {
  const { action, principal, resource, conditions } = inOrder(statement);
  return [
    ...[action, inWords(principal), resource].flatMap(({ form, values }) => values.map((value) => `${form} ${value}`)),
    ...conditions.map(({ operator, key, values }) => `Condition ${operator} ${key} ${values.join(', ')}`),
  ];
}

/** Everything that a statement does, under any `Sid`. */
export function meaningOf({ sid: _, ...statement }: Statement): string {
  return JSON.stringify(statement);
}

/** The same statement, with all that it names in one order and once: to IAM neither means anything. */
export function inOrder({ principal, action, resource, conditions, ...rest }: Statement): Statement {
  const named = ({ operator, key }: Condition) => `${operator} ${key}`;
  return {
    ...rest,
    principal: { ...principal, values: sorted(principal.values, textOfPrincipal) },
    action: { ...action, values: sorted(action.values) },
    resource: { ...resource, values: sorted(resource.values) },
    conditions: conditions
      .map((condition) => ({ ...condition, values: sorted(condition.values) }))
      .sort((one, other) => named(one).localeCompare(named(other))),
  };
}

function sorted<Value>(values: readonly Value[], textOf: (value: Value) => string = String): readonly Value[] {
  const byText = new Map(values.map((value) => [textOf(value), value]));
  return [...byText].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, value]) => value);
}

/** A principal is its type and its name: `Service lambda.amazonaws.com`. */
export function inWords({ form, values }: Element<Principal>): Element {
  return { form, values: values.map(textOfPrincipal) };
}

function textOfPrincipal({ type, name }: Principal): string {
  return `${type} ${name}`;
}
