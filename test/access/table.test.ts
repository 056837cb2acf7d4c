import { readTable } from './table';

const CASE = {
  name: 'a user reads a bucket',
  caller: 'anonymous',
  action: 's3:GetObject',
  resource: 'state:delivery:dev',
  expect: 'Allowed',
  by: ['ReadTheStates'],
};

function tableOf(asked: Readonly<Record<string, unknown>>, others: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ about: 'state', organizations: ['four-accounts'], cases: [asked], ...others });
}

test('a case keeps what it asks apart from the answer', () => {
  const { expect: outcome, by, ...question } = CASE;
  expect(readTable('table.json', tableOf(CASE))).toEqual({
    file: 'table.json',
    about: 'state',
    organizations: ['four-accounts'],
    cases: [{ ...question, answer: { expect: outcome, by } }],
  });
});

test.each<[string, string]>([
  ['a field that no table has', tableOf(CASE, { account: 'x' })],
  ['no case', tableOf(CASE, { cases: [] })],
  ['a field that no case has', tableOf({ ...CASE, conditions: {} })],
  ['an answer that IAM does not give', tableOf({ ...CASE, expect: 'Denied' })],
  ['an answer without its reason', tableOf({ ...CASE, by: undefined })],
  ['no statement as the reason', tableOf({ ...CASE, by: [] })],
  ['a reason of another answer', tableOf({ ...CASE, silent: ['permissions'] })],
  ['a layer that there is not', tableOf({ ...CASE, only: ['trust'] })],
  ['a number in the context', tableOf({ ...CASE, context: { 'aws:MultiFactorAuthAge': 1 } })],
  ['a token of somebody who needs none', tableOf({ ...CASE, token: { iss: 'https://x' } })],
  ['a holder of no token', tableOf({ ...CASE, caller: 'token' })],
  ['an action that is a pattern', tableOf({ ...CASE, action: 's3:*' })],
])('a table is refused with %s', (_, text) => {
  expect(() => readTable('table.json', text)).toThrow();
});
