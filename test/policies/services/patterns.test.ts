import { listOf } from '../../../lib/domain/json';
import { AwsActions, serviceOf } from './aws-actions';
import { patternsOf, SHIPPED, statementsOf, withoutRoles } from './shipped';

/** Every action that a pattern of a service's documents may be of, and why another service's is among them. */
const OF_OTHER_SERVICES: Readonly<Record<string, readonly string[]>> = {
  // A vault cannot be created without it, and it does nothing else.
  backup: ['backup-storage:MountCapsule'],
  // Key value stores of distributions: their keys have a prefix of their own.
  cloudfront: [
    'cloudfront-keyvaluestore:DescribeKeyValueStore',
    'cloudfront-keyvaluestore:GetKey',
    'cloudfront-keyvaluestore:ListKeys',
    'cloudfront-keyvaluestore:DeleteKey',
    'cloudfront-keyvaluestore:PutKey',
    'cloudfront-keyvaluestore:UpdateKeys',
  ],
};

let aws: AwsActions;

beforeAll(async () => {
  aws = await AwsActions.of(SHIPPED.flatMap(allPatternsOf).map(serviceOf));
});

function allPatternsOf(service: string): readonly string[] {
  const { plan, apply } = statementsOf(service);
  return patternsOf([...plan, ...apply]);
}

test('there are at least the services that people manage with Terraform most', () => {
  expect(SHIPPED).toEqual(
    expect.arrayContaining(
      [
        ['s3', 'ec2', 'rds', 'dynamodb', 'lambda', 'logs', 'cloudwatch', 'events', 'sqs', 'sns', 'ecs', 'ecr', 'eks'],
        ['elasticloadbalancing', 'autoscaling', 'route53', 'acm', 'cloudfront', 'apigateway', 'secretsmanager', 'ssm'],
        ['kms', 'iam', 'states', 'elasticache', 'backup', 'wafv2', 'kinesis', 'firehose', 'elasticfilesystem'],
        ['cognito-idp', 'es', 'scheduler', 'application-autoscaling'],
      ].flat(),
    ),
  );
});

test('every statement of every service has a name that no other has', () => {
  const names = SHIPPED.flatMap((service) => {
    const { plan, apply } = statementsOf(service);
    return [...plan, ...apply].map(({ Sid }) => Sid);
  });
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

describe.each(SHIPPED)('%s', (service) => {
  const { plan, apply } = statementsOf(service);

  test('has something for a plan to read, and something for an apply to do', () => {
    expect(plan.length).toBeGreaterThan(0);
    expect(apply.length).toBeGreaterThan(0);
  });

  test('has no pattern that matches nothing', () => {
    expect(allPatternsOf(service).filter((pattern) => aws.matching(pattern).length === 0)).toEqual([]);
  });

  test('has no pattern for the whole service', () => {
    for (const pattern of allPatternsOf(service)) expect(pattern).not.toMatch(/:\*(?!\w{6})|\?/);
  });

  test('has no pattern all of whose actions another pattern allows as well', () => {
    const patterns = withoutRoles([...plan, ...apply]).flatMap(({ Action, Resource }) =>
      listOf(Action).map((pattern) => ({ pattern, resource: JSON.stringify(Resource) })),
    );
    const redundant = patterns.filter((one) =>
      patterns.some(
        (other) =>
          other !== one &&
          other.resource === one.resource &&
          aws.matching(one.pattern).every(({ name }) => aws.named([other.pattern]).has(name)),
      ),
    );
    expect(redundant).toEqual([]);
  });

  test('allows an action to the plan or to the apply and not to both, unless on resources of other kinds', () => {
    const planned = aws.named(patternsOf(plan.filter(({ Resource }) => Resource === '*')));
    expect([...aws.named(patternsOf(apply))].filter((action) => planned.has(action))).toEqual([]);
    const resources = (statements: typeof plan): readonly string[] =>
      statements.flatMap(({ Resource }) => listOf(Resource)).filter((resource) => resource !== '*');
    expect(resources(apply).filter((resource) => resources(plan).includes(resource))).toEqual([]);
  });

  test('lets a plan change nothing', () => {
    const actions = patternsOf(plan).flatMap((pattern) => aws.matching(pattern));
    expect(actions.filter(({ level }) => level !== 'Read' && level !== 'List')).toEqual([]);
  });

  test('keeps to its own service: each service that a document names is opened in the boundary', () => {
    const foreign = patternsOf(withoutRoles([...plan, ...apply])).filter((pattern) => serviceOf(pattern) !== service);
    expect(foreign).toEqual(OF_OTHER_SERVICES[service] ?? []);
  });
});

describe('the tests above would notice', () => {
  test('a write in a plan', () => {
    expect(aws.matching('s3:PutBucketPolicy').map(({ level }) => level)).toEqual(['Permissions management, Write']);
    expect(aws.matching('sqs:TagQueue').map(({ level }) => level)).toEqual(['Tagging, Write']);
  });

  test('a misspelt action', () => {
    expect(aws.matching('s3:GetObejct')).toEqual([]);
    expect(aws.matching('S3:getobject').map(({ name }) => name)).toEqual(['s3:GetObject']);
  });
});
