import { leftPolicies } from '../../../lib/commands/plan/left-policies';
import type { ResourceChange } from '../../../lib/commands/plan/resource-changes';
import { planOf } from './identity-center-plans';

function change(type: string, name: string, action: ResourceChange['action'], ...properties: string[]): ResourceChange {
  return { action, type: `AWS::${type}`, logicalId: name.replace(/[^A-Za-z0-9]/g, ''), name, properties };
}

const POLICY = change('IAM::ManagedPolicy', 'orgstrap-access-role-data-1-2', 'remove');
const PUTS_OFF = change('SSO::PermissionSet', 'orgstrap-data-1', 'change', 'CustomerManagedPolicyReferences');

describe('a policy of a product account', () => {
  test('is left where its permission set puts it off in the same deployment, and named once for all environments', () => {
    expect(leftPolicies([POLICY, POLICY, PUTS_OFF])).toEqual(['orgstrap-access-role-data-1-2']);
  });

  test('is left where its permission set goes with its assignments', () => {
    const set = change('SSO::PermissionSet', 'orgstrap-data-1', 'remove');
    const assignment = change('SSO::Assignment', 'Assignments/operators-as-data-1-in-dev/Resource', 'remove');
    expect(leftPolicies([POLICY, set, assignment])).toEqual(['orgstrap-access-role-data-1-2']);
    expect(leftPolicies([POLICY, set])).toEqual([]);
  });

  test('of the built-in roles is left where any of their permission sets puts it off', () => {
    const shared = change('IAM::ManagedPolicy', 'orgstrap-access-change-7', 'remove');
    expect(leftPolicies([shared, { ...PUTS_OFF, name: 'orgstrap-admin' }])).toEqual(['orgstrap-access-change-7']);
  });

  test.each([
    ['no permission set changes, as with IAM users', [POLICY]],
    ['another role’s set changes', [POLICY, { ...PUTS_OFF, name: 'orgstrap-data' }]],
    ['the set changes in something else', [POLICY, { ...PUTS_OFF, properties: ['SessionDuration'] }]],
    ['the policy changes', [{ ...POLICY, action: 'change' as const }, PUTS_OFF]],
    ['it is nobody’s of Identity Center', [{ ...POLICY, name: 'orgstrap-access-closed' }, PUTS_OFF]],
  ])('is not where %s', (_, changes) => {
    expect(leftPolicies(changes)).toEqual([]);
  });
});

test('a role that goes from groups and roles at once leaves its policies, and none where it left the groups before', async () => {
  expect((await planOf('assigned', 'gone', 'data')).leftPolicies).toEqual([
    'orgstrap-access-role-data-1',
    'orgstrap-access-role-data-2',
  ]);
  expect((await planOf('defined', 'gone', 'data')).leftPolicies).toEqual([]);
});
