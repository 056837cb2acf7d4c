import { CodeClock, CodeVerifier } from '../../../iam-gateway/authorization/totp';
import { Authenticator } from '../../people/sign-in';

const SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

beforeEach(() => jest.useFakeTimers({ now: new Date('2026-11-21T09:30:00Z') }));
afterEach(() => jest.useRealTimers());

const emulated = () => {
  const clock = new CodeClock();
  return { clock, verifier: new CodeVerifier((seed) => clock.at(seed)), phone: new Authenticator(SEED, clock) };
};

test('a phone shows one good code after another, and nobody waits for them', () => {
  const { verifier, phone } = emulated();
  expect(verifier.takesBoth(SEED, ...phone.lastTwoCodes())).toBe(true);
  expect(Array.from({ length: 5 }, () => verifier.takes(SEED, phone.nextCode()))).toEqual(Array(5).fill(true));
});

test('and none of them is good twice', () => {
  const { verifier, phone } = emulated();
  const code = phone.nextCode();
  expect([verifier.takes(SEED, code), verifier.takes(SEED, code)]).toEqual([true, false]);
});

test('the clock of another device goes on as before', () => {
  const { clock, phone } = emulated();
  phone.nextCode();
  expect(clock.at('MFRGGZDF')).toEqual(new Date('2026-11-21T09:30:00Z'));
  expect(clock.at(SEED)).toEqual(new Date('2026-11-21T09:30:30Z'));
});
