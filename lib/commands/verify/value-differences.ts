import { canonical, type Json } from '../../domain/json';
import type { Difference } from './mended-by';

/** A setting that is not what it should be. Both are compared as JSON, whatever the order of their names. */
export function valueDifferences(
  setting: string,
  expected: object | string | undefined,
  found: object | string | undefined,
  command: string,
): readonly Difference[] {
  const [wanted, actual] = [expected, found].map(textOf);
  return wanted === actual ? [] : [{ found: `${setting} is ${actual} in place of ${wanted}`, command }];
}

function textOf(value: object | string | undefined): string {
  if (value === undefined) return 'none';
  if (typeof value === 'string') return value;
  // What is undefined is as good as left out.
  const plain: Json = JSON.parse(JSON.stringify(value));
  return canonical(plain);
}
