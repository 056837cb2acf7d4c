import { compareDocuments } from '../../iam/compare-documents';

/** What a policy says, seen as a change from what it should say. Both are JSON. */
export function documentDifferences(noun: string, expected: string, found: string): readonly string[] {
  return compareDocuments(noun, expected, found).map(
    ({ direction, what, values }) =>
      `${DIRECTIONS[direction]} ${what}${values.length === 0 ? '' : ` (${values.join(', ')})`}`,
  );
}

const DIRECTIONS = { widens: 'wider than it should be:', narrows: 'narrower than it should be:', unclear: 'differs:' };
