import type { Condition } from '../statement';
import { operatorOf } from './condition-operators';
import { type RequestContext, stateOf } from './request-context';
import { allOf, anyOf, not, type Truth, unknown } from './truth';

/**
 * Whether a request meets a condition of a statement.
 *
 * A key that the request does not have meets what asks for no match, what ends with `IfExists`, and `ForAllValues`, which
 * also holds of no values; it meets nothing else but `Null`.
 *
 * @param hasVariables - whether `${…}` means something in the statement's document
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function conditionHolds(
  { operator, key, values }: Condition,
  hasVariables: boolean,
  context: RequestContext,
): Truth {
  const [, set = '', name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/i.exec(operator) ?? [];
  const state = stateOf(context, key);
  if (name.toLowerCase() === 'null') return isNull(state, values, key);
  const compared = operatorOf(name);
  if (compared === undefined) return unknown(`what the operator ${operator} means`);
  if (state === 'unknown') return unknown(key);
  const quantifier = set.toLowerCase();
  if (state === 'absent') {
    if (ifExists !== undefined || quantifier === 'forallvalues') return true;
    return quantifier === '' && compared.isNegated;
  }
  const meets = (found: string) => {
    const matched = anyOf(values.map((text) => compared.matches({ text, hasVariables }, found, context)));
    return compared.isNegated ? not(matched) : matched;
  };
  const { value } = state;
  if (quantifier === '') {
    return typeof value === 'string' ? meets(value) : unknown(`how ${operator} compares the several values of ${key}`);
  }
  // An empty text is an empty set.
  const found = [value].flat().filter((one) => one !== '');
  return quantifier === 'forallvalues' ? allOf(found.map(meets)) : anyOf(found.map(meets));
}

function isNull(state: ReturnType<typeof stateOf>, values: readonly string[], key: string): Truth {
  if (state === 'unknown') return unknown(`whether the request has ${key}`);
  return values.some((value) => value.toLowerCase() === String(state === 'absent'));
}
