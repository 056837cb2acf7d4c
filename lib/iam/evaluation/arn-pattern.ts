import { fits } from './text-pattern';
import { allOf, type Truth, unknown } from './truth';

/** The six parts of an ARN; the last one, the resource, may have colons of its own. */
export function arnParts(text: string): readonly string[] {
  const parts = text.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

/**
 * Whether an ARN fits a pattern part by part, as `ArnLike` and `ArnEquals` compare; what is not an ARN cannot be compared.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function fitsArn(pattern: string, arn: string): Truth {
  const wanted = arnParts(pattern);
  const found = arnParts(arn);
  if (wanted.length < 6) return unknown(`what ${pattern} means as an ARN`);
  if (found.length < 6) return unknown(`what ${arn} means as an ARN`);
  return allOf(wanted.map((part, index) => fits(part, found[index] ?? '')));
}
