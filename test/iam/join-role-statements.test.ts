import { listOf } from '../../lib/domain/json';
import { joinRoleStatements } from '../../lib/iam/pack-policies';
import type { StatementJson } from '../../lib/iam/policy-document';
import { SHIPPED, statementsOf } from '../policies/services/shipped';

const WORKLOAD_ROLES = 'arn:aws:iam::444444444444:role/workload/*';

describe('statements that share a managed policy', () => {
  const passing = (Sid: string, service: string, changes: Partial<StatementJson> = {}): StatementJson => ({
    Sid,
    Effect: 'Allow',
    Action: 'iam:PassRole',
    Resource: WORKLOAD_ROLES,
    Condition: { StringEquals: { 'iam:PassedToService': service } },
    ...changes,
  });
  const linking = (Sid: string, service: string, path = '*'): StatementJson => ({
    Sid,
    Effect: 'Allow',
    Action: 'iam:CreateServiceLinkedRole',
    Resource: `arn:aws:iam::*:role/aws-service-role/${path}`,
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

  test('become one where each makes service-linked roles, with each service once', () => {
    const services = { StringEquals: { 'iam:AWSServiceName': ['a.amazonaws.com', 'b.amazonaws.com'] } };
    expect(
      joinRoleStatements([linking('LetA', 'a.amazonaws.com'), { ...linking('LetB', ''), Condition: services }]),
    ).toEqual([{ ...linking('LetAAndOthers', ''), Condition: services }]);
  });

  test.each<[string, StatementJson]>([
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
    ['makes a role on the path of another service', linking('Other', 'b.amazonaws.com', 'c.amazonaws.com/*')],
  ])('stay as they are where one %s', (_, other) => {
    const statements = [passing('HandToA', 'a.amazonaws.com'), linking('LetA', 'a.amazonaws.com'), other];
    expect(joinRoleStatements(statements)).toEqual(statements);
  });

  test('lose nothing and gain nothing, whatever services are listed', () => {
    const all = SHIPPED.flatMap((service) => statementsOf(service).apply);
    const joined = joinRoleStatements(all);
    const principalsOf = (statements: readonly StatementJson[], key: string): readonly string[] =>
      [...new Set(statements.flatMap(({ Condition }) => listOf(Condition?.StringEquals?.[key])))].sort();
    const Keys = ['iam:PassedToService', 'iam:AWSServiceName'];
    for (const key of Keys) {
      expect(principalsOf(joined, key)).toEqual(principalsOf(all, key));
    }
    const others = (statements: readonly StatementJson[]): readonly StatementJson[] =>
      statements.filter(({ Condition }) => Keys.every((key) => Condition?.StringEquals?.[key] === undefined));
    expect(others(joined)).toEqual(others(all));
    expect(joined.length - others(joined).length).toBe(2);
  });
});
