import type { Statement } from '../../../lib/policies/policy-document';
import { listOf } from '../../../lib/policies/policy-document';
import { joinRoleStatements } from '../../../lib/policies/service-roles';
import { SHIPPED, statementsOf } from './shipped';

const WORKLOAD_ROLES = 'arn:aws:iam::444444444444:role/workload/*';

/** Whose service principals a service's document may hand roles to, where they are not called after the service. */
const PRINCIPALS: Readonly<Record<string, RegExp>> = {
  cloudwatch: /^streams\.metrics\.cloudwatch\./,
  ec2: /^(?:ec2|spotfleet|vpc-flow-logs)\./,
  ecs: /^(?:ecs|ecs-tasks)\./,
  eks: /^(?:eks|eks-fargate-pods|pods\.eks)\./,
  es: /^(?:es|opensearchservice)\./,
  rds: /^(?:monitoring\.)?rds\./,
};

/** Whose service-linked roles a service's document may have made, where they are not called after the service. */
const SERVICE_LINKED: Readonly<Record<string, RegExp>> = {
  'cognito-idp': /^email\.cognito-idp\./,
  apigateway: /^ops\.apigateway\./,
  cloudfront: /^logger\.cloudfront\./,
  dynamodb: /^replication\.dynamodb\./,
  ec2: /^(?:spot|transitgateway)\./,
  ecr: /^(?:pullthroughcache|replication)\.ecr\./,
  eks: /^eks(?:-fargate|-nodegroup)?\./,
  es: /^opensearchservice\./,
  events: /^apidestinations\.events\./,
  kms: /^mrk\.kms\./,
  lambda: /^replicator\.lambda\./,
  'application-autoscaling': /^(?:dynamodb|ecs|rds)\.application-autoscaling\./,
};

function statementsWith(action: string): readonly (readonly [string, Statement])[] {
  return SHIPPED.flatMap((service) => {
    const { plan, apply } = statementsOf(service);
    return [...plan, ...apply]
      .filter(({ Action }) => listOf(Action).some((one) => one.toLowerCase() === action.toLowerCase()))
      .map((statement) => [service, statement] as const);
  });
}

describe('passing a role', () => {
  const passing = statementsWith('iam:PassRole');

  test('is in the documents of the services that take one', () => {
    expect(passing.map(([service]) => service)).toEqual(expect.arrayContaining(['ec2', 'lambda', 'ecs', 'states']));
  });

  test.each(passing)('by %s hands roles of the workload path to its own service, and nothing else', (service, one) => {
    expect(one).toEqual({
      Sid: expect.any(String),
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: WORKLOAD_ROLES,
      Condition: { StringEquals: { 'iam:PassedToService': expect.anything() } },
    });
    const principals = listOf(one.Condition?.StringEquals?.['iam:PassedToService']);
    const own = PRINCIPALS[service] ?? new RegExp(`^${service}\\.`);
    for (const principal of principals) {
      expect(principal).toMatch(/^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/);
      expect(principal).toMatch(own);
    }
  });

  test('to instances works in China as well, where EC2 has another name', () => {
    const [, one] = passing.find(([service]) => service === 'ec2') ?? [];
    expect(one?.Condition?.StringEquals?.['iam:PassedToService']).toEqual(
      expect.arrayContaining(['ec2.amazonaws.com', 'ec2.amazonaws.com.cn']),
    );
  });

  test('is in no plan', () => {
    expect(SHIPPED.filter((service) => JSON.stringify(statementsOf(service).plan).includes('PassRole'))).toEqual([]);
  });
});

describe('making a service-linked role', () => {
  const making = statementsWith('iam:CreateServiceLinkedRole');

  test('is in the documents of the services that have one', () => {
    expect(making.map(([service]) => service)).toEqual(expect.arrayContaining(['rds', 'eks', 'elasticloadbalancing']));
  });

  test.each(making)('by %s is for its own service, in the path and in the condition', (service, one) => {
    const principal = String(one.Condition?.StringEquals?.['iam:AWSServiceName']);
    expect(principal).toMatch(SERVICE_LINKED[service] ?? new RegExp(`^${service}\\.`));
    expect(one).toEqual({
      Sid: expect.any(String),
      Effect: 'Allow',
      Action: 'iam:CreateServiceLinkedRole',
      Resource: `arn:aws:iam::*:role/aws-service-role/${principal}/*`,
      Condition: { StringEquals: { 'iam:AWSServiceName': principal } },
    });
  });
});

describe('statements that share a managed policy', () => {
  const passing = (Sid: string, service: string, changes: Partial<Statement> = {}): Statement => ({
    Sid,
    Effect: 'Allow',
    Action: 'iam:PassRole',
    Resource: WORKLOAD_ROLES,
    Condition: { StringEquals: { 'iam:PassedToService': service } },
    ...changes,
  });
  const linking = (Sid: string, service: string, path = service): Statement => ({
    Sid,
    Effect: 'Allow',
    Action: 'iam:CreateServiceLinkedRole',
    Resource: `arn:aws:iam::*:role/aws-service-role/${path}/*`,
    Condition: { StringEquals: { 'iam:AWSServiceName': service } },
  });

  test('become one where they pass the same roles, with each service once', () => {
    const services = { StringEquals: { 'iam:PassedToService': ['a.amazonaws.com', 'b.amazonaws.com'] } };
    expect(
      joinRoleStatements([
        passing('HandToA', 'a.amazonaws.com'),
        passing('HandToB', 'b.amazonaws.com'),
        passing('HandToBoth', '', { Condition: services }),
      ]),
    ).toEqual([passing('HandToAAndOthers', '', { Condition: services })]);
  });

  test('become one where each makes the role of the one service that its path names', () => {
    expect(joinRoleStatements([linking('LetA', 'a.amazonaws.com'), linking('LetB', 'b.amazonaws.com')])).toEqual([
      {
        Sid: 'LetAAndOthers',
        Effect: 'Allow',
        Action: 'iam:CreateServiceLinkedRole',
        Resource: [
          'arn:aws:iam::*:role/aws-service-role/a.amazonaws.com/*',
          'arn:aws:iam::*:role/aws-service-role/b.amazonaws.com/*',
        ],
        Condition: { StringEquals: { 'iam:AWSServiceName': ['a.amazonaws.com', 'b.amazonaws.com'] } },
      },
    ]);
  });

  test.each<[string, Statement]>([
    ['passes other roles', passing('Other', 'b.amazonaws.com', { Resource: 'arn:aws:iam::444444444444:role/x' })],
    ['is a denial', passing('Other', 'b.amazonaws.com', { Effect: 'Deny' })],
    ['has no condition', passing('Other', '', { Condition: undefined })],
    [
      'has one more condition',
      passing('Other', '', {
        Condition: {
          StringEquals: { 'iam:PassedToService': 'b.amazonaws.com' },
          ArnLike: { 'iam:AssociatedResourceArn': 'arn:aws:ec2:*:*:instance/*' },
        },
      }),
    ],
    ['has another operator', passing('Other', '', { Condition: { StringLike: { 'iam:PassedToService': 'b.*' } } })],
    ['allows one more action', passing('Other', 'b.amazonaws.com', { Action: ['iam:PassRole', 'iam:GetRole'] })],
    ['makes a role on the path of another service', linking('Other', 'b.amazonaws.com', 'c.amazonaws.com')],
  ])('stay as they are where one %s', (_, other) => {
    const statements = [passing('HandToA', 'a.amazonaws.com'), linking('LetA', 'a.amazonaws.com'), other];
    expect(joinRoleStatements(statements)).toEqual(statements);
  });

  test('lose nothing and gain nothing, whatever services are listed', () => {
    const all = SHIPPED.flatMap((service) => statementsOf(service).apply);
    const joined = joinRoleStatements(all);
    const principalsOf = (statements: readonly Statement[], key: string): readonly string[] =>
      [...new Set(statements.flatMap(({ Condition }) => listOf(Condition?.StringEquals?.[key])))].sort();
    for (const key of ['iam:PassedToService', 'iam:AWSServiceName']) {
      expect(principalsOf(joined, key)).toEqual(principalsOf(all, key));
    }
    const others = (statements: readonly Statement[]): readonly Statement[] =>
      statements.filter(({ Condition }) => Condition === undefined);
    expect(others(joined)).toEqual(others(all));
    expect(joined.length - others(joined).length).toBe(2);
  });
});
