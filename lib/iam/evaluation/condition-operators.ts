import { fitsArn } from './arn-pattern';
import { isWithin } from './ip-range';
import { type PolicyText, substituted } from './policy-variables';
import type { RequestContext } from './request-context';
import { fits, literal, same } from './text-pattern';
import { type Truth, unknown } from './truth';

/** How an operator compares one value of a policy with one of a request. */
interface Operator {
  /** Whether it asks that nothing matches, as `StringNotLike` does. */
  readonly isNegated: boolean;
  /** Whether a value of the policy matches one of the request; for a negated operator, whether it would. */
  readonly matches: (wanted: PolicyText, found: string, context: RequestContext) => Truth;
}

/**
 * An operator by its name alone, without set operator and `IfExists`. `Null` is none of these: it asks for no value.
 *
 * @returns undefined for one that IAM does not have
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function operatorOf(name: string): Operator | undefined {
  const lower = name.toLowerCase();
  const plain = PLAIN.get(lower);
  if (plain !== undefined) return { isNegated: false, matches: plain };
  const negated = PLAIN.get(NEGATED.get(lower) ?? '');
  return negated === undefined ? undefined : { isNegated: true, matches: negated };
}

type Matches = Operator['matches'];

const equalText = ofText((wanted, found) => same(wanted, found));
const equalIgnoringCase = ofText((wanted, found) => same(wanted.toLowerCase(), found.toLowerCase()));
const likeText = ofText(fits, 'wildcards');
const likeArn = ofText(fitsArn, 'wildcards');

const PLAIN: ReadonlyMap<string, Matches> = new Map<string, Matches>([
  ['stringequals', equalText],
  ['stringequalsignorecase', equalIgnoringCase],
  ['stringlike', likeText],
  ['arnequals', likeArn],
  ['arnlike', likeArn],
  ['numericequals', ofNumbers((wanted, found) => found === wanted)],
  ['numericlessthan', ofNumbers((wanted, found) => found < wanted)],
  ['numericlessthanequals', ofNumbers((wanted, found) => found <= wanted)],
  ['numericgreaterthan', ofNumbers((wanted, found) => found > wanted)],
  ['numericgreaterthanequals', ofNumbers((wanted, found) => found >= wanted)],
  ['dateequals', ofDates((wanted, found) => found === wanted)],
  ['datelessthan', ofDates((wanted, found) => found < wanted)],
  ['datelessthanequals', ofDates((wanted, found) => found <= wanted)],
  ['dategreaterthan', ofDates((wanted, found) => found > wanted)],
  ['dategreaterthanequals', ofDates((wanted, found) => found >= wanted)],
  ['bool', ofParsed('true or false', booleanOf, (wanted, found) => wanted === found)],
  ['binaryequals', ({ text }, found) => same(text, found)],
  ['ipaddress', ({ text }, found) => inRange(text, found)],
]);

const NEGATED: ReadonlyMap<string, string> = new Map([
  ['stringnotequals', 'stringequals'],
  ['stringnotequalsignorecase', 'stringequalsignorecase'],
  ['stringnotlike', 'stringlike'],
  ['arnnotequals', 'arnequals'],
  ['arnnotlike', 'arnlike'],
  ['numericnotequals', 'numericequals'],
  ['datenotequals', 'dateequals'],
  ['notipaddress', 'ipaddress'],
]);

/** Texts and ARNs take variables. One without a value is equal to nothing, and like nothing. */
function ofText(compare: (wanted: string, found: string) => Truth, wildcards?: 'wildcards'): Matches {
  return (wanted, found, context) => {
    const text = substituted(wanted, context);
    if (text === undefined) return false;
    if (typeof text !== 'string') return text;
    return compare(wildcards === undefined ? literal(text) : text, found);
  };
}

function ofNumbers(compare: (wanted: number, found: number) => boolean): Matches {
  return ofParsed('a number', (text) => (/^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined), compare);
}

/** ISO 8601, or seconds since 1970. */
function ofDates(compare: (wanted: number, found: number) => boolean): Matches {
  return ofParsed('a date', dateOf, compare);
}

function dateOf(text: string): number | undefined {
  if (/^\d+$/.test(text) && text.length !== 4) return Number(text) * 1000;
  const found = /^\d{4}-\d{2}(-\d{2})?(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(found) ? undefined : found;
}

function booleanOf(text: string): boolean | undefined {
  return { true: true, false: false }[text.toLowerCase()];
}

/** What IAM makes of a value that is none of its kind is on no page. */
function ofParsed<Value>(
  kind: string,
  parse: (text: string) => Value | undefined,
  compare: (wanted: Value, found: Value) => boolean,
): Matches {
  return ({ text }, found) => {
    const wanted = parse(text);
    const given = parse(found);
    if (wanted === undefined) return unknown(`what ${JSON.stringify(text)} means as ${kind}`);
    return given === undefined ? unknown(`what ${JSON.stringify(found)} means as ${kind}`) : compare(wanted, given);
  };
}

/**
 * IAM's page gives an address without a prefix the prefix `/32`, which for one of IPv6 is a network and hardly meant: where
 * the two readings differ, nothing is certain.
 */
function inRange(range: string, address: string): Truth {
  const narrow = isWithin(address, range);
  if (narrow === undefined) return unknown(`whether ${address} lies in ${range}`);
  const wide = range.includes('/') ? narrow : isWithin(address, range, 32);
  return narrow === wide ? narrow : unknown(`whether ${range} is an address or a network`);
}
