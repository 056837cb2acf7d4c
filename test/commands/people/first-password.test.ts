import { firstPassword } from '../../../lib/commands/people/invite';

const KINDS = [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/];

test('has 32 characters and one of each kind, every time', () => {
  for (let time = 0; time < 200; time++) {
    const password = firstPassword().reveal();
    expect(password).toHaveLength(32);
    expect(KINDS.every((kind) => kind.test(password))).toBe(true);
  }
});

test('is another one every time, and starts with every kind', () => {
  const passwords = Array.from({ length: 200 }, () => firstPassword().reveal());
  expect(new Set(passwords).size).toBe(200);
  for (const kind of KINDS) expect(passwords.some((password) => kind.test(password.charAt(0)))).toBe(true);
});

test('has no character that looks like another one, and none that IAM does not count as a symbol', () => {
  const all = Array.from({ length: 200 }, () => firstPassword().reveal()).join('');
  expect(all).not.toMatch(/[IOl01]/);
  expect(all.replace(/[A-Za-z0-9]/g, '')).toMatch(/^[!@#$%^&*()_+\-=[\]{}|']*$/);
});

test('asks for each character and each place as one of as many as there are, and takes what it is given', () => {
  const limits: number[] = [];
  const last = firstPassword((limit) => {
    limits.push(limit);
    return limit - 1;
  }).reveal();
  // A character of each kind, 28 of all of them, and the order.
  expect(limits).toEqual([
    24,
    24,
    8,
    12,
    ...Array(28).fill(68),
    ...Array.from({ length: 32 }, (_, index) => 32 - index),
  ]);
  expect(last).toBe(`${'='.repeat(29)}9zZ`);
});

test('is shown to nobody by accident', () => {
  expect(`${firstPassword()} ${JSON.stringify(firstPassword())}`).toBe('[secret] "[secret]"');
});
