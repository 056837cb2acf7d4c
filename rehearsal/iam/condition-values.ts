/**
 * What is wrong with a value that an operator of a policy compares with; undefined where nothing is. The engine takes a
 * value of the wrong kind for one that never matches, which in a `Deny` is a hole.
 */
export function problemOfValue(operator: string, value: string): string | undefined {
  const kind = KINDS.find(({ operators }) => operators.test(operator));
  return kind === undefined || kind.values.test(value) ? undefined : `${operator} with ${JSON.stringify(value)}`;
}

const KINDS: readonly { readonly operators: RegExp; readonly values: RegExp }[] = [
  { operators: /^Arn/, values: /^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/ },
  { operators: /^(Bool|Null)$/, values: /^(true|false)$/ },
  { operators: /^Numeric/, values: /^-?\d+(\.\d+)?$/ },
  { operators: /^Date/, values: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/ },
  { operators: /IpAddress$/, values: /^[0-9a-fA-F.:]+(\/\d{1,3})?$/ },
];
