import { fits } from './text-pattern';

/** What a request says under a condition key; or that it does not have the key; or that this is not known. */
type KeyState = { readonly value: string | readonly string[] } | 'absent' | 'unknown';

/**
 * The condition keys of a request.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export interface RequestContext {
  readonly values: ReadonlyMap<string, string | readonly string[]>;
  readonly absent: readonly string[];
}

/**
 * @param values - by key, in any case; a list for a key that has several values, even where it is a list of one
 * @param absent - the keys that the request does not have, as patterns: `aws:requesttag/*`, or `*` for all others. What is
 *   neither among these nor among the values is not known.
 */
export function requestContext(
  values: Readonly<Record<string, string | readonly string[] | undefined>>,
  absent: readonly string[],
): RequestContext {
  const known = Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : [[key.toLowerCase(), value] as const],
  );
  return { values: new Map(known), absent: absent.map((key) => key.toLowerCase()) };
}

/** IAM compares the names of keys without regard to case, those of tags included. */
export function stateOf({ values, absent }: RequestContext, key: string): KeyState {
  const name = key.toLowerCase();
  const value = values.get(name);
  // A key without any value is as good as none.
  if (value !== undefined) return value.length === 0 && typeof value !== 'string' ? 'absent' : { value };
  return absent.some((pattern) => fits(pattern, name) === true) ? 'absent' : 'unknown';
}
