import * as fc from 'fast-check';
import { type Assignment, assignmentsId, inParts, MOST_ASSIGNMENTS } from '../../lib/domain/assignments';
import { accountId } from '../support/org-config';

function assignments(count: number): readonly Assignment[] {
  return Array.from({ length: count }, (_, index) => ({
    environment: 'dev',
    workspace: `app-${index}`,
    account: accountId(String(400_000_000_000 + index)),
    role: 'admin',
    group: 'operators',
    principalId: 'f1',
  }));
}

test('as long as all fit, they are in one part, with the name that it always had', () => {
  expect(inParts(assignments(MOST_ASSIGNMENTS))).toHaveLength(1);
  expect(assignmentsId('dev', 0)).toBe('Assignments-dev');
  expect(assignmentsId('dev', 1)).toBe('Assignments-dev--2');
});

test('each is in one part, and each part fits into a template', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_200 }), (count) => {
      const all = assignments(count);
      const parts = inParts(all);
      expect(parts.flat().length).toBe(count);
      expect(new Set(parts.flat()).size).toBe(count);
      expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(MOST_ASSIGNMENTS);
      // Spread well enough that no part is needed in vain.
      expect(parts.length).toBeLessThanOrEqual(Math.max(1, (count / MOST_ASSIGNMENTS) * 4));
    }),
    { numRuns: 15 },
  );
});

test('one more moves none that is there, and what moves when the parts are doubled comes into a later part', () => {
  for (let count = 90; count < 420; count += 31) {
    const [before, after] = [inParts(assignments(count)), inParts(assignments(count + 31))];
    before.forEach((part, index) => {
      for (const one of part.slice(0, 10)) {
        const now = after.findIndex((other) => other.some(({ workspace }) => workspace === one.workspace));
        expect(now === index || now === index + before.length).toBe(true);
      }
    });
  }
});
