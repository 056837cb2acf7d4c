import { leftOutOfService, whyLeftOut } from '../../lib/policies/left-out';
import { LEFT_OUT_TYPES } from '../../lib/policies/left-out-types';
import { SHIPPED } from './services/shipped';

describe('why an action is left out', () => {
  test('is found in whatever letters', () => {
    expect(whyLeftOut('IAM:createuser', 'apply')?.why).toMatch(/^People/);
  });

  test('is said of a plan for what an apply is not allowed either, and for what a plan alone is not', () => {
    expect(whyLeftOut('iam:CreateUser', 'plan')).toEqual(whyLeftOut('iam:CreateUser', 'apply'));
    expect(whyLeftOut('s3:GetObject', 'plan')?.why).toMatch(/^Data/);
    expect(whyLeftOut('s3:GetObject', 'apply')).toBeUndefined();
  });

  test('of one service has patterns of that service alone', () => {
    const { apply, plan } = leftOutOfService('s3');
    expect([...apply, ...plan].flatMap(({ actions }) => actions).filter((one) => !one.startsWith('s3:'))).toEqual([]);
    expect(apply.length).toBeGreaterThan(1);
    expect(plan.flatMap(({ actions }) => actions)).toContain('s3:GetObject');
    expect(leftOutOfService('xray')).toEqual({ apply: [], plan: [] });
  });
});

describe('the types that come to such a call', () => {
  const all = Object.entries(LEFT_OUT_TYPES).flatMap(([type, { both = '', plan = '' }]) => [
    ...both.split(' ').map((action) => ({ type, action, access: 'apply' as const })),
    ...plan.split(' ').map((action) => ({ type, action, access: 'plan' as const })),
  ]);

  test('each have a reason for every call', () => {
    const calls = all.filter(({ action }) => action !== '');
    expect(calls.length).toBeGreaterThan(200);
    expect(calls.filter(({ action, access }) => whyLeftOut(action, access) === undefined)).toEqual([]);
  });

  test.each([
    ['aws_s3_object', 'plan', 's3:GetObject'],
    ['aws_secretsmanager_secret_version', 'plan', 'secretsmanager:GetSecretValue'],
    ['aws_iam_access_key', 'both', 'iam:CreateAccessKey'],
    ['data.aws_ecs_task_execution', 'both', 'ecs:RunTask'],
    ['data.aws_instance', 'both', 'ec2:GetPasswordData'],
  ] as const)('%s has in %s %s', (type, access, action) => {
    expect(LEFT_OUT_TYPES[type]?.[access]?.split(' ')).toContain(action);
  });

  test.each(['aws_vpc', 'aws_s3_bucket', 'aws_iam_policy', 'aws_lb', 'aws_sqs_queue', 'data.aws_iam_role'])(
    '%s is not among them',
    (type) => {
      expect(LEFT_OUT_TYPES).not.toHaveProperty([type]);
    },
  );
});

test('services are shipped without what is left out of them', () => {
  expect(SHIPPED.filter((service) => leftOutOfService(service).apply.length > 0).length).toBeGreaterThan(15);
});
