import { base32Decoded, CodeVerifier, stepOf, totp } from '../../authorization/totp';

/** Of RFC 6238, appendix B, for SHA-1: the last six of its eight digits. */
const SECRET = Buffer.from('12345678901234567890');

test.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
])('at second %i the device of the RFC shows %s', (seconds, code) => {
  expect(totp(SECRET, stepOf(new Date(seconds * 1000)))).toBe(code);
});

test.each([
  ['', ''],
  ['MY======', 'f'],
  ['MZXQ====', 'fo'],
  ['MZXW6===', 'foo'],
  ['MZXW6YTBOI======', 'foobar'],
  ['MZXW6YTBOI', 'foobar'],
])('%j in base 32 is %j, as RFC 4648 has it', (text, decoded) => {
  expect(base32Decoded(text).toString()).toBe(decoded);
});

test('what is not in base 32 is an error', () => {
  expect(() => base32Decoded('mzxw6')).toThrow('base 32');
});

describe('a code', () => {
  const Seed = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  const Now = new Date('2026-11-21T09:30:00Z');
  const shown = (off: number) => totp(base32Decoded(Seed), stepOf(Now) + off);
  const verifier = () => new CodeVerifier(() => Now);

  test.each([-1, 0, 1])('of a clock that is %i steps off is taken', (off) => {
    expect(verifier().takes(Seed, shown(off))).toBe(true);
  });

  test.each([-2, 2])('of a clock that is %i steps off is not', (off) => {
    expect(verifier().takes(Seed, shown(off))).toBe(false);
  });

  test('of another device is not', () => {
    expect(verifier().takes('MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U', shown(0))).toBe(false);
  });

  test('is taken once, and none before it', () => {
    const at = verifier();
    expect([0, 0, -1, 1].map((off) => at.takes(Seed, shown(off)))).toEqual([true, false, false, true]);
  });

  test('after another shows that the device is at hand, and both are used up', () => {
    const at = verifier();
    expect(at.takesBoth(Seed, shown(-1), shown(0))).toBe(true);
    expect(at.takes(Seed, shown(0))).toBe(false);
    expect(at.takes(Seed, shown(1))).toBe(true);
  });

  test.each([
    ['twice', 0, 0],
    ['before the one before it', 0, -1],
    ['after one that was two before', -1, 1],
  ])('%s does not', (_, first, second) => {
    expect(verifier().takesBoth(Seed, shown(first), shown(second))).toBe(false);
  });
});
