import { protectionOf } from '../../../lib/commands/plan/protection';

const STACKS = ['orgstrap-A', 'orgstrap-B', 'orgstrap-C'];
const OPEN = new Map([
  ['orgstrap-A', false],
  ['orgstrap-B', false],
]);

describe('the protection of stacks', () => {
  test('is of no interest before the first deployment', () => {
    expect(protectionOf({}, STACKS, new Map())).toEqual({ unprotected: [], loses: [], tooEarly: [] });
  });

  test('is asked for once they are deployed', () => {
    expect(protectionOf({}, STACKS, OPEN)).toMatchObject({ unprotected: ['orgstrap-A', 'orgstrap-B'], loses: [] });
  });

  test('is asked for of those that came later', () => {
    expect(protectionOf({ protectStacks: ['orgstrap-A'] }, STACKS, OPEN).unprotected).toEqual(['orgstrap-B']);
  });

  test('is asked for no more where somebody chose that none is', () => {
    expect(protectionOf({ protectStacks: [] }, STACKS, OPEN).unprotected).toEqual([]);
  });

  test('must not be there before the stack is', () => {
    const early = protectionOf({ protectStacks: ['orgstrap-A', 'orgstrap-C', 'orgstrap-elsewhere'] }, STACKS, OPEN);
    expect(early.tooEarly).toEqual(['orgstrap-C']);
  });

  test.each([undefined, []])('goes with the next deployment from what org.yaml does not name: %p', (protectStacks) => {
    const shut = new Map([...OPEN, ['orgstrap-B', true]] as const);
    expect(protectionOf({ protectStacks }, STACKS, shut).loses).toEqual(['orgstrap-B']);
  });
});
