import { SERVICE_COMPANIONS } from '../../../lib/domain/service-companions';
import { companionsOf } from '../../../scripts/companions/companions';
import { serviceOfNamespace } from '../../../scripts/companions/namespaces';
import { SHIPPED } from './shipped';

const changesOf = (service: string) => SERVICE_COMPANIONS[service]?.changes ?? {};
const readsOf = (service: string) => SERVICE_COMPANIONS[service]?.reads ?? {};

test.each([
  ['ec2', 'logs', 'FlowLog'],
  ['ec2', 's3', 'FlowLog'],
  ['dynamodb', 'kinesis', 'Table'],
  ['secretsmanager', 'lambda', 'RotationSchedule'],
  ['rds', 'secretsmanager', 'DBInstance'],
  ['wafv2', 'elasticloadbalancing', 'WebACLAssociation'],
])('%s needs %s for %s', (service, other, type) => {
  expect(changesOf(service)[other]?.split(' ')).toContain(type);
});

test('what is only looked at is apart: lambda in a VPC reads subnets of ec2', () => {
  expect(changesOf('lambda')).not.toHaveProperty('ec2');
  expect(readsOf('lambda').ec2?.split(' ')).toContain('Function');
});

test('names services that are shipped, none of them itself or kms, which nearly all need', () => {
  const pairs = Object.entries(SERVICE_COMPANIONS).flatMap(([service, { changes = {}, reads = {} }]) =>
    [...Object.keys(changes), ...Object.keys(reads)].map((other) => ({ service, other })),
  );
  expect(pairs.length).toBeGreaterThan(100);
  expect(pairs.filter(({ service, other }) => !SHIPPED.includes(service) || !SHIPPED.includes(other))).toEqual([]);
  expect(pairs.filter(({ service, other }) => service === other || other === 'kms')).toEqual([]);
});

describe('found in the calls of a handler', () => {
  test('is what the documents of its service do not allow and those of another do', () => {
    expect(companionsOf({ 'AWS::EC2::FlowLog': 'ec2:CreateFlowLogs iam:PassRole logs:CreateLogDelivery' })).toEqual([
      { service: 'ec2', other: 'logs', use: 'changes', types: ['AWS::EC2::FlowLog'] },
    ]);
  });

  test('is a change as soon as one of its calls is', () => {
    const calls = { 'AWS::EC2::A': 'logs:DescribeLogGroups', 'AWS::EC2::B': 'logs:CreateLogGroup' };
    expect(companionsOf(calls)).toEqual([
      { service: 'ec2', other: 'logs', use: 'changes', types: ['AWS::EC2::A', 'AWS::EC2::B'] },
    ]);
  });

  test('is nothing of a service that nobody ships', () => {
    expect(
      companionsOf({ 'AWS::AppRunner::Service': 's3:PutBucketPolicy', 'AWS::S3::Bucket': 'nobody:Ships' }),
    ).toEqual([]);
    expect(serviceOfNamespace('AWS::AppRunner::Service')).toBeUndefined();
  });
});
