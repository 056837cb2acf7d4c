import { parseOrgConfig } from '../../lib/config/parse-org-config';
import { problemsOf, SERVICES, VALID } from './org-yaml';

const FROM_OPS = VALID.replace('deployFrom: management', 'deployFrom: ops').replace(
  /managementAccount:\n {2}.*\n.*\n/,
  '',
);
const DEPLOYER = 'arn:aws:iam::333333333333:role/platform/deployer';

function guarded(file: string, ...deployers: readonly string[]): string {
  return `${file}guardrails:\n  deployers:${deployers.length === 0 ? ' []' : ''}\n${deployers
    .map((deployer) => `    - ${JSON.stringify(deployer)}\n`)
    .join('')}`;
}

describe('guardrails', () => {
  test('are not there unless org.yaml has them', () => {
    const result = parseOrgConfig(VALID, 'org.yaml', SERVICES);
    expect(result).toMatchObject({ ok: true });
    expect(result.ok && 'guardrails' in result.config).toBe(false);
  });

  test.each([
    ['a role of Ops, with its path', DEPLOYER],
    ['a role of the Terraform account', 'arn:aws:iam::222222222222:role/deployer'],
    [
      'a permission set of Identity Center',
      'arn:aws:iam::333333333333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef',
    ],
    ['a user', 'arn:aws:iam::333333333333:user/first.operator@example.com'],
    ['a role of the management account, which no SCP reaches, from alarms', 'arn:aws:iam::111111111111:role/deployer'],
  ])('exempt %s', (_, deployer) => {
    const result = parseOrgConfig(guarded(VALID, deployer), 'org.yaml', SERVICES);
    expect(result).toMatchObject({ ok: true, config: { guardrails: { deployers: [deployer] } } });
  });

  test('stop the root users of member accounts only where org.yaml says so', () => {
    const stopRootOf = (file: string) => {
      const result = parseOrgConfig(file, 'org.yaml', SERVICES);
      return result.ok ? result.config.guardrails : undefined;
    };
    expect(stopRootOf(guarded(VALID, DEPLOYER))).toEqual({ deployers: [DEPLOYER] });
    expect(stopRootOf(`${guarded(VALID, DEPLOYER)}  stopRoot: true\n`)).toMatchObject({ stopRoot: true });
    expect(problemsOf(`${guarded(VALID, DEPLOYER)}  stopRoot: "yes"\n`)).toEqual([
      expect.stringContaining('guardrails.stopRoot: found "yes", expected true or false; write stopRoot: true'),
    ]);
  });

  test('say of other delegated administrators of StackSets whether they are stopped', () => {
    const chosen = (text: string) => `${guarded(VALID, DEPLOYER)}  stackSetAdministrators: ${text}\n`;
    const result = parseOrgConfig(chosen('{ deny: ["777777777777"], leave: ["888888888888"] }'), 'org.yaml', SERVICES);
    expect(result).toMatchObject({
      ok: true,
      config: { guardrails: { stackSetAdministrators: { deny: ['777777777777'], leave: ['888888888888'] } } },
    });
    expect(problemsOf(chosen('{ leave: ["777777777777"] }'))).toEqual([]);
    expect(problemsOf(chosen('{ deny: ["777777777777"], leave: ["777777777777"] }'))).toEqual([
      expect.stringContaining('found "777777777777" a second time'),
    ]);
    expect(problemsOf(chosen('{ leave: ["333333333333"] }'))).toEqual([
      expect.stringContaining('found 333333333333, which is the Terraform, the Ops or the management account'),
    ]);
    expect(problemsOf(chosen('{ forgive: ["777777777777"] }'))).toHaveLength(1);
  });

  test('set in all accounts what org.yaml lists', () => {
    const chosen = (text: string) => `${guarded(VALID, DEPLOYER)}  accountSettings: ${text}\n`;
    const result = parseOrgConfig(chosen('[blockPublicBuckets, optOutOfAi]'), 'org.yaml', SERVICES);
    expect(result).toMatchObject({
      ok: true,
      config: { guardrails: { accountSettings: ['blockPublicBuckets', 'optOutOfAi'] } },
    });
    expect(problemsOf(chosen('[]'))).toEqual([]);
    expect(problemsOf(chosen('[blockPublicBucket]'))).toEqual([
      expect.stringContaining('expected one of blockPublicBuckets, blockPublicSnapshots'),
    ]);
    expect(problemsOf(chosen('[optOutOfAi, optOutOfAi]'))).toEqual([expect.stringContaining('a second time')]);
  });

  test('exempt nobody of a member account where the management account deploys', () => {
    expect(problemsOf(guarded(VALID))).toEqual([]);
  });

  test('must exempt somebody of Ops where Ops deploys, or nobody could deploy again', () => {
    const problem =
      'guardrails.deployers: found no deployer in the Ops account, with deployFrom: ops, expected at least one; the guardrails would stop the next cdk deploy; add the role of 333333333333 that runs cdk deploy';
    expect(problemsOf(guarded(FROM_OPS))).toEqual([expect.stringContaining(problem)]);
    expect(problemsOf(guarded(FROM_OPS, 'arn:aws:iam::222222222222:role/deployer'))).toEqual([
      expect.stringContaining(problem),
    ]);
    expect(problemsOf(guarded(FROM_OPS, 'arn:aws:iam::111111111111:role/deployer'))).toEqual([
      expect.stringContaining(problem),
    ]);
    expect(problemsOf(guarded(FROM_OPS, DEPLOYER))).toEqual([]);
  });

  test.each([
    ['a wildcard', 'arn:aws:iam::333333333333:role/*', '* and ? are wildcards to IAM and would widen who is trusted'],
    ['a wildcard of one character', 'arn:aws:iam::333333333333:role/deploye?', '* and ? are wildcards to IAM'],
    ['an account', 'arn:aws:iam::333333333333:root', 'expected the ARN of one IAM role or user'],
    ['a number', '333333333333', 'expected the ARN of one IAM role or user'],
    ['a session', 'arn:aws:sts::333333333333:assumed-role/deployer/me', 'write the ARN of its role, with its path'],
    [
      'a product account',
      'arn:aws:iam::444444444444:role/deployer',
      'found a principal of 444444444444, expected one of the Ops, the Terraform or the management account',
    ],
    [
      'a service-linked role',
      'arn:aws:iam::333333333333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS',
      'found a service-linked role, which AWS alone becomes',
    ],
    [
      'another partition',
      'arn:aws-cn:iam::333333333333:role/deployer',
      'expected one of aws, the partition of eu-west-1',
    ],
    [
      'a role of orgstrap',
      'arn:aws:iam::222222222222:role/orgstrap/orgstrap-ci-terraform-delivery',
      'found a principal that orgstrap makes itself',
    ],
    ['a role of StackSets', 'arn:aws:iam::333333333333:role/stacksets-exec-0123', 'found a role of StackSets'],
    [
      'the way in of the management account',
      'arn:aws:iam::333333333333:role/OrganizationAccountAccessRole',
      'found the role that the management account enters by',
    ],
  ])('refuse %s', (_, deployer, problem) => {
    expect(problemsOf(guarded(VALID, deployer))).toEqual([expect.stringContaining(problem)]);
  });

  test('refuse a deployer that is there twice', () => {
    expect(problemsOf(guarded(VALID, DEPLOYER, DEPLOYER))).toEqual([
      expect.stringContaining('a second time, after line 28'),
    ]);
  });

  test('have no default: whom to exempt must be said', () => {
    expect(problemsOf(`${VALID}guardrails: {}\n`)).toEqual([
      expect.stringContaining('guardrails.deployers: found nothing, expected a list of ARNs'),
    ]);
  });

  test('conclude nothing from a list with an entry that cannot be read', () => {
    expect(problemsOf(guarded(FROM_OPS, 'deployer'))).toEqual([
      expect.stringContaining('expected the ARN of one IAM role or user'),
    ]);
  });
});
