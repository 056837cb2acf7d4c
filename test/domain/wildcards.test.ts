import fc from 'fast-check';
import { commonText, fitsPattern } from '../../lib/domain/wildcards';

/** Two letters and both wildcards: few enough for every short text to be tried. */
const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 6 });
const patterns = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 4 }), { maxLength: 2 });

/** By the rules as they stand in AWS's documentation, and nothing else. */
function fitsByTheBook(wanted: string, text: string): boolean {
  const [first, ...rest] = wanted;
  if (first === undefined) return text === '';
  const others = rest.join('');
  if (first === '*') return [...text, ''].some((_, index) => fitsByTheBook(others, text.slice(index)));
  return text !== '' && (first === '?' || first === text[0]) && fitsByTheBook(others, text.slice(1));
}

/** `x` stands for all characters that no pattern names. */
function textsUpTo(length: number): readonly string[] {
  if (length === 0) return [''];
  const shorter = textsUpTo(length - 1);
  const longest = shorter.filter((text) => text.length === length - 1);
  return [...shorter, ...longest.flatMap((text) => ['a', 'b', 'x'].map((character) => text + character))];
}

const TEXTS = textsUpTo(6);

test('a text fits a pattern as the rules say it', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'x'), maxLength: 8 });
  fc.assert(
    fc.property(pattern, text, (wanted, given) => {
      expect(fitsPattern(wanted, given)).toBe(fitsByTheBook(wanted, given));
    }),
    { numRuns: 5_000 },
  );
});

describe('a text that fits two patterns and none of others', () => {
  test('is found exactly where one of all texts is one', () => {
    fc.assert(
      fc.property(pattern, pattern, patterns, (one, other, leftOut) => {
        const found = commonText(one, other, leftOut);
        const some = TEXTS.find(
          (text) =>
            fitsByTheBook(one, text) &&
            fitsByTheBook(other, text) &&
            !leftOut.some((wanted) => fitsByTheBook(wanted, text)),
        );
        // A longer one there may be, where none of the short ones is one.
        if (some !== undefined) expect(found?.length).toBe(some.length);
        else expect(found?.length ?? Number.POSITIVE_INFINITY).toBeGreaterThan(6);
      }),
      { numRuns: 3_000 },
    );
  });

  test('fits both, and none of the others', () => {
    fc.assert(
      fc.property(pattern, pattern, patterns, (one, other, leftOut) => {
        const found = commonText(one, other, leftOut);
        if (found === undefined) return;
        expect([one, other].map((wanted) => fitsPattern(wanted, found))).toEqual([true, true]);
        expect(leftOut.filter((wanted) => fitsPattern(wanted, found))).toEqual([]);
      }),
      { numRuns: 5_000 },
    );
  });

  test.each<readonly [string, string, readonly string[], string | undefined]>([
    ['ref:main', 'ref:main', [], 'ref:main'],
    ['ref:main', 'ref:Main', [], undefined],
    ['ref:*', 'ref:main', [], 'ref:main'],
    ['ref:*', 'ref:main', ['ref:main'], undefined],
    ['ref:*', 'ref:main', ['ref:m*n'], undefined],
    ['ref:?*', 'ref:?*', [], 'ref:x'],
    ['ref:?*', 'ref:?*', ['ref:x*', 'ref:0'], 'ref:1'],
    ['ref:*:step:?', '*:a:step:b', [], 'ref:a:step:b'],
    ['a*b', 'b*a', [], undefined],
    ['*a*', '*b*', ['?', '??'], 'xab'],
    ['', '*', [], ''],
  ])('of %s and %s without %j is %j', (one, other, leftOut, found) => {
    expect(commonText(one, other, leftOut)?.length).toBe(found?.length);
    expect(commonText(other, one, leftOut) === undefined).toBe(found === undefined);
  });

  test('is found in long patterns, too', () => {
    const one = `${'*a'.repeat(60)}*`;
    const other = `${'?*b'.repeat(60)}`;
    const found = commonText(one, other, [`${'*c'.repeat(20)}`]);
    expect([one, other].map((wanted) => fitsPattern(wanted, found ?? ''))).toEqual([true, true]);
  });
});
