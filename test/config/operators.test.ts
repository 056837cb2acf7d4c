import { parseOrgConfig } from '../../lib/config/parse-org-config';
import { problemsOf, SERVICES, VALID } from './org-yaml';

const OPERATOR = 'arn:aws:iam::333333333333:role/platform/operator';

function operated(...operators: readonly string[]): string {
  return `${VALID}operators: ${JSON.stringify(operators)}\n`;
}

describe('operators', () => {
  test('are not there unless org.yaml has them', () => {
    const result = parseOrgConfig(VALID, 'org.yaml', SERVICES);
    expect(result).toMatchObject({ ok: true });
    expect(result.ok && 'operators' in result.config).toBe(false);
  });

  test.each([
    ['a role of Ops, with its path', OPERATOR],
    ['a role of the Terraform account', 'arn:aws:iam::222222222222:role/operator'],
    ['a user of the management account', 'arn:aws:iam::111111111111:user/first.operator@example.com'],
  ])('may be %s', (_, operator) => {
    expect(parseOrgConfig(operated(operator), 'org.yaml', SERVICES)).toMatchObject({
      ok: true,
      config: { operators: [operator] },
    });
  });

  test('may be the role that a permission set of Identity Center has in an account', () => {
    const role =
      'arn:aws:iam::333333333333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Platform_0123456789abcdef';
    expect(parseOrgConfig(operated(role), 'org.yaml', SERVICES)).toMatchObject({ ok: true });
  });

  test.each([
    ['a permission set', 'arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef'],
    ['a group', 'arn:aws:identitystore:::group/1f2e3d4c-aaaa-4bbb-8ccc-0123456789ab'],
    ['a session', 'arn:aws:sts::333333333333:assumed-role/AWSReservedSSO_Platform_0123456789abcdef/ann'],
  ])('are not %s of Identity Center, and the problem says what to write', (_, operator) => {
    expect(problemsOf(operated(operator))).toEqual([
      expect.stringContaining('aws iam list-roles --path-prefix /aws-reserved/sso.amazonaws.com/'),
    ]);
  });

  test.each([
    ['a wildcard', 'arn:aws:iam::333333333333:role/*', '* and ? are wildcards to IAM and would widen who is trusted'],
    ['an account', 'arn:aws:iam::333333333333:root', 'expected the ARN of one IAM role or user'],
    ['a session', 'arn:aws:sts::333333333333:assumed-role/operator/me', 'write the ARN of its role, with its path'],
    [
      'a principal of a product account',
      'arn:aws:iam::444444444444:role/operator',
      'found a principal of 444444444444, expected one of the Ops, the Terraform or the management account',
    ],
    [
      'another partition',
      'arn:aws-cn:iam::333333333333:role/operator',
      'expected one of aws, the partition of eu-west-1',
    ],
    [
      'a CI role, which could then make itself keys',
      'arn:aws:iam::222222222222:role/orgstrap/orgstrap-ci-terraform-delivery',
      'found a principal that orgstrap makes itself, expected a principal that runs',
    ],
    ['a role of StackSets', 'arn:aws:iam::333333333333:role/stacksets-exec-0123', 'found a role of StackSets'],
  ])('are not %s', (_, operator, problem) => {
    expect(problemsOf(operated(operator))).toEqual([expect.stringContaining(problem)]);
  });

  test('are there once each', () => {
    expect(problemsOf(operated(OPERATOR, OPERATOR))).toEqual([expect.stringContaining('a second time')]);
  });

  test('are somebody: a list of nobody is a mistake', () => {
    expect(problemsOf(operated())).toEqual([expect.stringContaining('a list of ARNs, at least one')]);
  });

  test('are compared with nothing that cannot be read', () => {
    const file = operated('arn:aws:iam::444444444444:role/operator').replace('ops: "333333333333"', 'ops: "33"');
    expect(problemsOf(file)).toEqual([expect.stringContaining('accounts.ops')]);
  });
});
