/** What EventBridge refuses in a pattern, or would not match as it reads. */
export function patternFindings(pattern: unknown): readonly string[] {
  const size = JSON.stringify(pattern).length;
  return [
    ...(size > LONGEST ? [`has ${size} characters`] : []),
    ...objectFindings(pattern, ''),
    ...complexity(pattern),
  ];
}

function complexity(pattern: unknown): readonly string[] {
  const wildcards = new Map<string, number>();
  for (const { field, wildcards: more } of leavesOf(pattern, ''))
    wildcards.set(field, more + (wildcards.get(field) ?? 0));
  const complex = [...wildcards].filter(([, count]) => count > MOST_WILDCARDS);
  return complex.map(([field, count]) => `${field} has ${count} wildcards`);
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const LONGEST = 2_048;

/**
 * How many wildcards a field has at most. EventBridge refuses rules that are too complex and tells no limit; it took one with
 * six for a field, and refused the same with eight.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-wildcard-matching-complexity
 */
const MOST_WILDCARDS = 6;

/** The lists of values, with the field that each is about: the branches of an `$or` are about the same ones. */
function leavesOf(node: unknown, field: string): readonly { readonly field: string; readonly wildcards: number }[] {
  if (Array.isArray(node)) return [{ field, wildcards: JSON.stringify(node).split('*').length - 1 }];
  if (!isObject(node)) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    const inner = key === '$or' ? field : `${field}.${key}`;
    return key === '$or' && Array.isArray(value)
      ? value.flatMap((branch) => leavesOf(branch, inner))
      : leavesOf(value, inner);
  });
}

function objectFindings(node: unknown, path: string): readonly string[] {
  if (!isObject(node) || Object.keys(node).length === 0) return [`${path} is no object, or an empty one`];
  return Object.entries(node).flatMap(([key, value]) => {
    const here = `${path}.${key}`;
    if (key === '$or') return orFindings(value, here);
    if (Array.isArray(value)) return leafFindings(value, here);
    return objectFindings(value, here);
  });
}

function orFindings(branches: unknown, path: string): readonly string[] {
  if (!Array.isArray(branches) || branches.length < 2) return [`${path} has fewer than two branches`];
  return branches.flatMap((branch, index) => objectFindings(branch, `${path}[${index}]`));
}

function leafFindings(values: readonly unknown[], path: string): readonly string[] {
  return [
    ...(values.length === 0 ? [`${path} matches nothing`] : []),
    ...values.filter((value) => !isMatch(value)).map((value) => `${path} has ${JSON.stringify(value)}`),
  ];
}

/** A text, or one operator of those that event buses know and that are used here. */
function isMatch(value: unknown): boolean {
  if (typeof value === 'string') return true;
  const operator = onlyEntry(value);
  if (operator === undefined) return false;
  const [name, operand] = operator;
  if (name === 'exists') return typeof operand === 'boolean';
  // Unlike below `anything-but`, these take one text, not a list.
  if (name === 'prefix' || name === 'suffix') return typeof operand === 'string' && operand !== '';
  if (name === 'wildcard') return isWildcard(operand);
  return name === 'anything-but' && isException(operand);
}

function isException(operand: unknown): boolean {
  if (!isObject(operand)) return isTexts(operand);
  const [name, inner] = onlyEntry(operand) ?? [];
  if (name === 'wildcard') return isTexts(inner) && [inner].flat().every(isWildcard);
  return (name === 'prefix' || name === 'suffix') && isTexts(inner);
}

function isTexts(value: unknown): boolean {
  const texts = [value].flat();
  return texts.length > 0 && texts.every((text) => typeof text === 'string' && text !== '');
}

function isWildcard(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && !value.includes('**') && !value.includes('\\');
}

function onlyEntry(value: unknown): [string, unknown] | undefined {
  const [first, second] = isObject(value) ? Object.entries(value) : [];
  return second === undefined ? first : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
