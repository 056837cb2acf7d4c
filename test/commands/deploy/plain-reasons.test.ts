import { plainReason } from '../../../lib/commands/deploy/plain-reasons';

test.each([
  [
    'is not authorized to perform: iam:CreateRole with an explicit deny in a service control policy',
    'a control policy',
  ],
  [
    'User is not authorized to perform: iam:CreateRole because no permissions boundary allows',
    'a permissions boundary',
  ],
  ["Resource of type 'AWS::IAM::Role' with identifier 'orgstrap-terraform' already exists.", 'something of that name'],
  ['Cannot delete a policy attached to entities. (DeleteConflict)', 'something still uses it'],
  ['The account is suspended', 'suspended, closed or gone'],
  ['Cannot exceed quota for PoliciesPerRole', 'a quota'],
  ['User is not authorized to perform: iam:PassRole', 'the principal that deploys may not'],
  ['Rate exceeded', 'AWS was busy'],
])('%s', (said, means) => {
  const plain = plainReason(said);
  expect(plain?.means).toContain(means);
  expect(plain?.next).toBeTruthy();
});

test('a reason that nobody knows is left as AWS says it', () => {
  expect(plainReason('The moon is in the wrong phase')).toBeUndefined();
});
