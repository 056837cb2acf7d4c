import { reservedRoleArn } from '../../iam/reserved-role';
import { HOME, OTHER } from '../iam/small-organization';
import { deployed, managedPolicy, type Resources, snapshotWith, statement } from './template-fixtures';

const instance = 'arn:aws:sso:::instance/ssoins-1234567890abcdef';

function permissionSet(properties: Readonly<Record<string, unknown>> = {}) {
  return { Type: 'AWS::SSO::PermissionSet', Properties: { InstanceArn: instance, Name: 'set', ...properties } };
}

function assignment(properties: Readonly<Record<string, unknown>> = {}) {
  return {
    Type: 'AWS::SSO::Assignment',
    Properties: {
      InstanceArn: instance,
      PermissionSetArn: { 'Fn::GetAtt': ['Set', 'PermissionSetArn'] },
      PrincipalType: 'GROUP',
      PrincipalId: 'group-1',
      TargetType: 'AWS_ACCOUNT',
      TargetId: HOME,
      ...properties,
    },
  };
}

const reserved = { partition: 'aws', account: HOME, region: 'eu-west-1', permissionSet: 'set' };

test.each([
  [
    'eu-west-1',
    /^arn:aws:iam::222222222222:role\/aws-reserved\/sso\.amazonaws\.com\/eu-west-1\/AWSReservedSSO_set_[0-9a-f]{16}$/,
  ],
  ['us-east-1', /^arn:aws:iam::222222222222:role\/aws-reserved\/sso\.amazonaws\.com\/AWSReservedSSO_set_[0-9a-f]{16}$/],
])('a role of Identity Center in %s has the path that AWS gives it', (region, arn) => {
  expect(reservedRoleArn({ ...reserved, region })).toMatch(arn);
});

test('a role has what its permission set refers to, in the account to which it is assigned', () => {
  const reference = (Name: string) => ({ Name, Path: '/team/' });
  const aws = 'arn:aws:iam::aws:policy/SecurityAudit';
  const { roles } = snapshotWith(
    deployed({
      Set: permissionSet({
        CustomerManagedPolicyReferences: [reference('own')],
        ManagedPolicies: [aws],
        InlinePolicy: statement('ec2:*'),
        PermissionsBoundary: { CustomerManagedPolicyReference: reference('limit') },
      }),
      A: assignment(),
      B: assignment({ PrincipalId: 'group-2' }),
      Own: managedPolicy({ ManagedPolicyName: 'own', Path: '/team/' }),
      Limit: managedPolicy({ ManagedPolicyName: 'limit', Path: '/team/' }),
    }),
  );
  expect([...roles.keys()]).toEqual([reservedRoleArn(reserved)]);
  const { policies, boundary } = roles.get(reservedRoleArn(reserved)) ?? {};
  expect(policies?.map(({ name }) => name)).toEqual([`arn:aws:iam::${HOME}:policy/team/own`, aws, 'InlinePolicy']);
  expect(boundary?.name).toBe(`arn:aws:iam::${HOME}:policy/team/limit`);
});

test.each([
  { 'Fn::ImportValue': 'sets:set' },
  { 'Fn::GetStackOutput': { StackName: 'sets', OutputName: 'O', Region: 'eu-west-1' } },
])(
  'a group may become the roles with which it is assigned, from whichever stack the permission set is: %j',
  (PermissionSetArn) => {
    const sets = {
      ...deployed(
        { Set: permissionSet() },
        { Outputs: { O: { Value: { 'Fn::GetAtt': ['Set', 'PermissionSetArn'] }, Export: { Name: 'sets:set' } } } },
      ),
      name: 'sets',
    };
    const { assignments } = snapshotWith(
      sets,
      deployed({ A: assignment({ PermissionSetArn }), B: assignment({ PermissionSetArn, TargetId: OTHER }) }),
    );
    expect(assignments).toEqual(
      new Map([['group-1', [HOME, OTHER].map((account) => reservedRoleArn({ ...reserved, account }))]]),
    );
  },
);

test.each<[string, Resources, RegExp]>([
  [
    'a policy that is in another account alone',
    {
      Set: permissionSet({ CustomerManagedPolicyReferences: [{ Name: 'own' }] }),
      A: assignment({ TargetId: OTHER }),
      Own: managedPolicy({ ManagedPolicyName: 'own' }),
    },
    /::333333333333:policy\/own is attached, but no stack makes it/,
  ],
  [
    'a boundary that no account has',
    {
      Set: permissionSet({ PermissionsBoundary: { CustomerManagedPolicyReference: { Name: 'limit' } } }),
      A: assignment(),
    },
    /policy\/limit is attached, but no stack makes it/,
  ],
  [
    'a permission set that no stack makes',
    { A: assignment({ PermissionSetArn: 'arn:aws:sso:::permissionSet/ssoins-1/ps-1' }) },
    /A is of a permission set that no stack makes/,
  ],
  ['two permission sets of one name', { Set: permissionSet(), Other: permissionSet() }, /ps-set is made twice/],
  ['a group that is assigned twice', { Set: permissionSet(), A: assignment(), B: assignment() }, /for group-1 is made/],
  [
    'somebody who is no group',
    { Set: permissionSet(), A: assignment({ PrincipalType: 'USER' }) },
    /PrincipalType USER/,
  ],
])('it is an error to meet %s', (_, resources, message) => {
  expect(() => snapshotWith(deployed(resources))).toThrow(message);
});

test('it is an error to export one name twice', () => {
  const exporting = (name: string) => ({
    ...deployed({}, { Outputs: { O: { Value: '1', Export: { Name: 'x' } } } }),
    name,
  });
  expect(() => snapshotWith(exporting('a'), exporting('b'))).toThrow(/x is made twice/);
});
