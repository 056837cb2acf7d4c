import { listOf } from '../../../lib/domain/json';
import type { StatementJson } from '../../../lib/iam/policy-document';
import serviceLinkedRoles from './service-linked-roles.json';
import { SHIPPED, statementsOf } from './shipped';

const WORKLOAD_ROLES = 'arn:aws:iam::444444444444:role/workload/*';

/** Whose service principals a service's document may hand roles to, where they are not called after the service. */
const PRINCIPALS: Readonly<Record<string, RegExp>> = {
  batch: /^(?:batch|ec2|ecs-tasks)\./,
  cloudwatch: /^streams\.metrics\.cloudwatch\./,
  ec2: /^(?:ec2|spotfleet|vpc-flow-logs)\./,
  ecs: /^(?:ecs|ecs-tasks)\./,
  eks: /^(?:eks|eks-fargate-pods|pods\.eks)\./,
  es: /^(?:es|opensearchservice)\./,
  guardduty: /^malware-protection-plan\.guardduty\./,
  rds: /^(?:monitoring\.)?rds\./,
  redshift: /^(?:scheduler\.)?redshift\./,
  synthetics: /^lambda\./,
};

function statementsWith(action: string): readonly (readonly [string, StatementJson])[] {
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

/** All that exist for what is shipped, each with the page of AWS that names it; the management account's are not among them. */
const EXISTING: Readonly<Record<string, Readonly<Record<string, string>>>> = serviceLinkedRoles;

describe('making a service-linked role', () => {
  const making = statementsWith('iam:CreateServiceLinkedRole');

  test('is in the documents of all services that have one, in one statement each', () => {
    expect(making.map(([service]) => service)).toEqual(Object.keys(EXISTING));
  });

  test.each(making)('by %s is for all that its resources need the first time, by the condition', (service, one) => {
    const roles = EXISTING[service] ?? {};
    const principals = listOf(one.Condition?.StringEquals?.['iam:AWSServiceName']);
    expect(principals).toEqual(Object.keys(roles).sort());
    for (const page of Object.values(roles)) expect(page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    expect(one).toEqual({
      Sid: expect.any(String),
      Effect: 'Allow',
      Action: 'iam:CreateServiceLinkedRole',
      Resource: 'arn:aws:iam::*:role/aws-service-role/*',
      Condition: { StringEquals: { 'iam:AWSServiceName': expect.anything() } },
    });
  });

  test('is for no role that two documents name', () => {
    const all = Object.values(EXISTING).flatMap((roles) => Object.keys(roles));
    expect(all.filter((principal, index) => all.indexOf(principal) !== index)).toEqual([]);
  });
});
