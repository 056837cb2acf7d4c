import { type Assignment, assignmentsId, MOST_ASSIGNMENTS, partsOfAssignments } from '../../lib/domain/assignments';
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
  expect(partsOfAssignments(assignments(MOST_ASSIGNMENTS))).toHaveLength(1);
  expect(assignmentsId('dev', 0)).toBe('Assignments-dev');
  expect(assignmentsId('dev', 1)).toBe('Assignments-dev--2');
});

test('no part has more than fit into a template, and none is needed in vain', () => {
  for (const count of [150, 400, 1_200]) {
    const parts = partsOfAssignments(assignments(count));
    expect(parts.flat()).toHaveLength(count);
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(MOST_ASSIGNMENTS);
    expect(parts.length).toBeLessThanOrEqual((count / MOST_ASSIGNMENTS) * 4);
  }
});
