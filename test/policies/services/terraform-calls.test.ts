import { AwsActions } from './aws-actions';
import { patternsOf, SHIPPED, statementsOf } from './shipped';
import calls from './terraform-calls.json';

/**
 * What the provider calls for the main resources of each service: to read them, as every plan does, and to make, change,
 * tag and remove them. Taken from the calls in the provider itself (hashicorp/aws 5.100), by IAM's names for them.
 */
const CALLS: Readonly<Record<string, { readonly plan: readonly string[]; readonly apply: readonly string[] }>> = calls;

let aws: AwsActions;

beforeAll(async () => {
  aws = await AwsActions.of([...SHIPPED, 'backup-storage', 'cloudfront-keyvaluestore']);
});

test('there is a row for every service', () => {
  expect(Object.keys(CALLS).sort()).toEqual(SHIPPED);
});

describe.each(Object.entries(CALLS))('Terraform with %s', (service, { plan, apply }) => {
  const statements = statementsOf(service);
  const inService = (names: readonly string[]): readonly string[] => names.map((name) => `${service}:${name}`);
  const refused = (names: readonly string[], allowed: ReadonlySet<string>): readonly string[] =>
    inService(names).filter((name) => !allowed.has(name));

  test('calls what AWS has', () => {
    for (const name of inService([...plan, ...apply]))
      expect(aws.matching(name).map((one) => one.name)).toEqual([name]);
    // One action stands for all reading of API Gateway, and Firehose has no more than two.
    expect(plan.length).toBeGreaterThanOrEqual({ apigateway: 1, firehose: 2 }[service] ?? 3);
    expect(apply.length).toBeGreaterThanOrEqual(3);
  });

  test('can plan', () => {
    expect(refused(plan, aws.named(patternsOf(statements.plan)))).toEqual([]);
  });

  test('can apply, and reads then what a plan reads', () => {
    expect(refused([...plan, ...apply], aws.named(patternsOf([...statements.plan, ...statements.apply])))).toEqual([]);
  });

  test('cannot apply with what a plan has', () => {
    expect(refused(apply, aws.named(patternsOf(statements.plan)))).toEqual(
      inService(apply).filter((name) => name !== 'apigateway:GET'),
    );
  });
});
