import { enteredRole } from '../../../lib/commands/audit/entered-role';
import { accountId } from '../../support/org-config';
import { DEV } from './recorded-events';

const SSO = 'aws-reserved/sso.amazonaws.com';

function roleOf(path: string, owner = DEV) {
  return enteredRole(`arn:aws:iam::${owner}:role/${path}`, accountId(DEV));
}

describe('a role whose sessions are looked at', () => {
  test.each([
    ['the Terraform role', 'orgstrap/orgstrap-terraform', { kind: 'terraform', access: 'apply' }],
    ['the Terraform plan role', 'orgstrap/orgstrap-terraform-plan', { kind: 'terraform', access: 'plan' }],
    [
      "that of a platform account's own pipelines",
      'orgstrap/orgstrap-terraform-plan-platform',
      { kind: 'terraform', access: 'plan' },
    ],
    [
      'one that is lent',
      'orgstrap/orgstrap-terraform-apply-lent-dns',
      { kind: 'terraform', access: 'apply', lent: 'dns' },
    ],
    ['an access role', 'orgstrap/orgstrap-access-admin', { kind: 'people', name: 'admin' }],
    [
      'a permission set',
      `${SSO}/eu-west-1/AWSReservedSSO_orgstrap-developer_0123456789abcdef`,
      { kind: 'people', name: 'developer' },
    ],
    [
      'a permission set of us-east-1',
      `${SSO}/AWSReservedSSO_orgstrap-own_role_0123456789abcdef`,
      { kind: 'people', name: 'own_role' },
    ],
  ])('is %s', (_, path, expected) => {
    expect(roleOf(path)).toEqual(expected);
  });

  test.each([
    ['a role of that name on no path', 'orgstrap-terraform'],
    ['a role of that name on another path', 'workload/orgstrap/orgstrap-terraform'],
    ['another role of orgstrap', 'orgstrap/orgstrap-auditor'],
    ["a permission set of somebody else's", `${SSO}/AWSReservedSSO_AdministratorAccess_0123456789abcdef`],
    ['a role that is named like one', 'workload/AWSReservedSSO_orgstrap-admin_0123456789abcdef'],
  ])('is not %s', (_, path) => {
    expect(roleOf(path)).toBeUndefined();
  });

  test('is of the account itself', () => {
    expect(roleOf('orgstrap/orgstrap-terraform', '555555555555')).toBeUndefined();
    expect(enteredRole(undefined, accountId(DEV))).toBeUndefined();
  });
});
