import fc from 'fast-check';
import { fits, overlaps } from '../../iam/patterns';

const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 5 });
const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 6 });

test('a pattern fits with any text for a star, and one character for a question mark', () => {
  expect(fits('vpc/*', 'vpc/vpc-1')).toBe(true);
  expect(fits('vpc/?', 'vpc/vpc-1')).toBe(false);
  expect(fits('a.c', 'abc')).toBe(false);
});

test('what two patterns fit, they overlap in', () => {
  fc.assert(
    fc.property(pattern, pattern, text, (one, other, each) => {
      if (fits(one, each) && fits(other, each)) expect(overlaps(one, other)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['instance/i-1', 'instance/*', true],
  ['instance/i-1', 'instance/i-2', false],
  ['*/i-1', 'instance/*', true],
  ['role/workload/*', 'role/orgstrap-*', false],
  ['user/${aws:username}', 'user/ci', true],
  ['a?', 'a', false],
  ['*', '', true],
])('%s and %s overlap: %s', (one, other, expected) => {
  expect(overlaps(one, other)).toBe(expected);
  expect(overlaps(other, one)).toBe(expected);
});
