import { type Element, isException, type Statement } from '../statement';
import type { AccessRequest } from './access-request';
import { arnParts } from './arn-pattern';
import { conditionHolds } from './condition-holds';
import type { Policy } from './policy';
import { substituted } from './policy-variables';
import { fits, UNKNOWN_ID } from './text-pattern';
import { allOf, anyOf, not, type Truth, unknown } from './truth';

/**
 * Whether a statement is about a request, by its actions, resources and conditions; whom it is about is another question.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export function statementApplies(statement: Statement, { hasVariables }: Policy, request: AccessRequest): Truth {
  // Most statements are about other actions.
  if (actionsMatch(statement.action, request.action) === false) return false;
  const resources = resourcesMatch(statement.resource, hasVariables, request);
  if (resources === false) return false;
  return allOf([resources, ...statement.conditions.map((one) => conditionHolds(one, hasVariables, request.context))]);
}

/** IAM compares actions without regard to case. A statement without actions is about none. */
function actionsMatch(element: Element, action: string): Truth {
  if (element.form === undefined) return false;
  const asked = action.toLowerCase();
  const named = anyOf(element.values.map((pattern) => fits(pattern.toLowerCase(), asked)));
  return isException(element) ? not(named) : named;
}

/**
 * A trust policy names no resource: it is about its role.
 *
 * A text with a variable that has no value matches no resource. Whether `NotResource` with it excepts nothing then, or
 * everything, IAM's page leaves open.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
 */
function resourcesMatch(element: Element, hasVariables: boolean, { resource, context }: AccessRequest): Truth {
  if (element.form === undefined) return true;
  const patterns = element.values.map((text) => substituted({ text, hasVariables }, context));
  const named = anyOf(patterns.map((pattern) => resourceMatches(pattern, resource)));
  if (!isException(element)) return named;
  return named === false && patterns.includes(undefined)
    ? unknown('what NotResource excepts with a variable that has no value')
    : not(named);
}

/**
 * Part by part of the ARN. An asterisk at the end of a part can reach beyond it, says IAM's page, and does not say when.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
function resourceMatches(pattern: ReturnType<typeof substituted>, resource: string): Truth {
  if (pattern === undefined) return false;
  if (pattern === '*') return true;
  // What has no resource level is met by an asterisk alone.
  if (resource === '*') return false;
  if (typeof pattern !== 'string') return pattern;
  const wanted = arnParts(pattern);
  if (wanted.length < 6) return shortMatches(pattern, resource);
  const found = arnParts(resource);
  const byParts = allOf(wanted.map((part, index) => fits(part, found[index] ?? '')));
  if (byParts !== false || !pattern.includes('*:')) return byParts;
  const known = resource.replaceAll(UNKNOWN_ID, '');
  return fits(pattern, known) === false ? false : unknown(`how far the asterisks of ${pattern} reach`);
}

function shortMatches(pattern: string, resource: string): Truth {
  if (pattern.endsWith('*')) return fits(pattern, resource);
  return fits(`${pattern}*`, resource) === false ? false : unknown(`what ${pattern} means as an ARN`);
}
