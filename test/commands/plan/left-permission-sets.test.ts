import { leftPermissionSets } from '../../../lib/commands/plan/left-permission-sets';
import type { ResourceChange } from '../../../lib/commands/plan/resource-changes';
import { planOf } from './identity-center-plans';

const change = (type: string, name: string, action: ResourceChange['action'] = 'remove'): ResourceChange => ({
  action,
  type: `AWS::SSO::${type}`,
  logicalId: name.replace(/[^A-Za-z0-9]/g, ''),
  name,
  properties: [],
});

const SET = change('PermissionSet', 'orgstrap-data-1');
const ASSIGNMENT = change('Assignment', 'Assignments/operators-as-data-1-in-dev/Resource');

describe('a permission set', () => {
  test('is left where it goes with its assignments', () => {
    expect(leftPermissionSets([SET, ASSIGNMENT])).toEqual(['orgstrap-data-1']);
  });

  test.each([
    ['nobody has it', [SET]],
    ['another is unassigned', [SET, change('Assignment', 'Assignments/operators-as-data-2-in-dev/Resource')]],
    ['it stays', [ASSIGNMENT]],
    ['it changes', [change('PermissionSet', 'orgstrap-data-1', 'change'), ASSIGNMENT]],
  ])('is not where %s', (_, changes) => {
    expect(leftPermissionSets(changes)).toEqual([]);
  });
});

describe('a role of org.yaml', () => {
  test('that goes from groups and roles at once is unassigned, and its permission set left', async () => {
    const { leftPermissionSets: left, unassigned } = await planOf('assigned', 'gone');
    expect(unassigned).toBeGreaterThan(0);
    expect(left).toEqual(['orgstrap-auditor']);
  });

  test.each([
    ['from the groups', 'assigned', 'defined', true],
    ['from the roles once no group has it', 'defined', 'gone', false],
  ] as const)('that goes %s leaves nothing', async (_, before, after, unassigns) => {
    const { leftPermissionSets: left, unassigned } = await planOf(before, after);
    expect([left, unassigned > 0]).toEqual([[], unassigns]);
  });
});
