import { decide } from '../../../packages/iam-gateway/engine/decide';
import modules from '../../../scripts/modules/modules.json';
import { needsOfModule } from '../../../scripts/modules/needs-of-module';
import { snapshotWithEveryService } from '../../attacks/every-service';
import { ACCOUNT, BOUNDARY_OF_WORKLOADS, TERRAFORM_ROLE } from '../../attacks/places';

test('there are the ten most used', () => {
  expect(modules.modules.map(({ name }) => name)).toEqual([
    ...['alb', 'autoscaling', 'ecs', 'eks', 'iam', 'lambda', 'rds', 's3-bucket', 'security-group', 'vpc'],
  ]);
});

describe.each(modules.modules)('$name $version', ({ types }) => {
  const needs = needsOfModule(types);

  test('calls nothing that no document allows and nobody left out on purpose', () => {
    expect(needs.undecided).toEqual([]);
  });

  test('has no type whose calls are not known', () => {
    expect(types.length).toBeGreaterThan(1);
    expect(needs.unread).toEqual([]);
  });
});

test('a type that nobody knows, and a call of another service, would be missed', () => {
  const needs = needsOfModule(['aws_nothing_like_it', 'aws_autoscaling_group']);
  expect(needs.unread).toEqual(['aws_nothing_like_it']);
  expect(needs.beside).toEqual({ elasticloadbalancing: ['aws_autoscaling_group'] });
});

test('a call that nobody decided about would be missed, of a plan and of an apply', () => {
  const known = {
    aws_s3_bucket: { reads: ['s3:GetObject', 's3:DescribeJob'], others: ['s3:CreateJob', 'iam:CreateUser'] },
  };
  expect(needsOfModule(['aws_s3_bucket'], known).undecided).toEqual([
    'aws_s3_bucket: s3:DescribeJob',
    'aws_s3_bucket: s3:CreateJob',
  ]);
});

describe('the role of a module', () => {
  const snapshot = snapshotWithEveryService();
  const boundary = { 'iam:PermissionsBoundary': BOUNDARY_OF_WORKLOADS };

  test.each([
    ['where it puts it unasked', 'role/eks-node', boundary, false],
    ['on the path of workloads, without the boundary', 'role/workload/eks-node', {}, false],
    ['on the path of workloads, with the boundary', 'role/workload/eks-node', boundary, true],
  ])('%s', async (_, role, context, isAllowed) => {
    const { outcome } = await decide(snapshot, {
      caller: { kind: 'role', arn: TERRAFORM_ROLE },
      action: 'iam:CreateRole',
      resource: `arn:aws:iam::${ACCOUNT}:${role}`,
      context,
    });
    expect(outcome === 'Allowed').toBe(isAllowed);
  });
});
