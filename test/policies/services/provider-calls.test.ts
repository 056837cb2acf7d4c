import leftOut from '../../../policies/left-out.reasons.json';
import { AwsActions, serviceOf } from './aws-actions';
import { providerVersions } from './provider-calls';
import { patternsOf, SHIPPED, statementsOf } from './shipped';

const VERSIONS = providerVersions();

/** What one of the roles of an account with all services is allowed, and what was decided that it is not. */
interface Contract {
  readonly allowed: ReadonlySet<string>;
  readonly leftOut: readonly string[];
}

let aws: AwsActions;
let apply: Contract;
let plan: Contract;

beforeAll(async () => {
  const called = VERSIONS.flatMap(({ calls }) => calls.flatMap(({ actions }) => actions));
  const statements = SHIPPED.map(statementsOf);
  const toPlan = statements.flatMap((one) => patternsOf(one.plan));
  const toApply = statements.flatMap((one) => patternsOf(one.apply));
  aws = await AwsActions.of([...called, ...toPlan, ...toApply].map(serviceOf));
  apply = {
    allowed: aws.named([...toPlan, ...toApply]),
    leftOut: leftOut.apply.flatMap(({ actions }) => actions),
  };
  // What the Terraform role is not allowed, a plan is not either.
  plan = { allowed: aws.named(toPlan), leftOut: [...apply.leftOut, ...leftOut.plan.flatMap(({ actions }) => actions)] };
});

function matches(pattern: string, action: string): boolean {
  return new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(action);
}

function undecided(actions: readonly string[], { allowed, leftOut: patterns }: Contract): readonly string[] {
  const missing = actions.filter((action) => !allowed.has(action));
  return [...new Set(missing)].filter((action) => !patterns.some((pattern) => matches(pattern, action)));
}

test('there is a version of each line of the provider that is in use, and each says where its calls were read', () => {
  expect(VERSIONS.map(({ provider }) => provider)).toEqual(['hashicorp/aws 5.100.0', 'hashicorp/aws 6.58.0']);
  for (const { from, read } of VERSIONS) {
    expect(from).not.toBe('');
    expect(read).toMatch(/^\d{4}-\d\d-\d\d$/);
  }
});

describe.each(VERSIONS)('of what $provider can call', ({ calls }) => {
  test('there are two thousand calls, in all services that are shipped', () => {
    expect(calls.length).toBeGreaterThan(2_300);
    expect(SHIPPED.filter((service) => !calls.some(({ actions }) => actions.map(serviceOf).includes(service)))).toEqual(
      [],
    );
  });

  test('each is an action that AWS has', () => {
    const unknown = calls.filter(({ actions }) =>
      actions.some((action) => !aws.matching(action).some(({ name }) => name === action)),
    );
    expect(unknown).toEqual([]);
  });

  test('the Terraform role is allowed all that is not left out on purpose', () => {
    expect(
      undecided(
        calls.flatMap(({ actions }) => actions),
        apply,
      ),
    ).toEqual([]);
  });

  test('the plan role is allowed all that a refresh or a data source needs, and that is not left out on purpose', () => {
    const reads = calls.filter(({ isRead }) => isRead).flatMap(({ actions }) => actions);
    expect(undecided(reads, plan)).toEqual([]);
  });
});

describe('what is left out on purpose', () => {
  const called = VERSIONS.flatMap(({ calls }) => calls);
  const all = called.flatMap(({ actions }) => actions);

  test.each(leftOut.apply)(
    '$actions is called, and the Terraform role is not allowed it',
    ({ actions, why, instead }) => {
      expect([why, instead]).not.toContain('');
      const stale = actions.filter(
        (pattern) => !all.some((action) => matches(pattern, action) && !apply.allowed.has(action)),
      );
      expect(stale).toEqual([]);
    },
  );

  test.each(leftOut.plan)(
    '$actions is called by a read, and allowed to an apply alone',
    ({ actions, why, instead }) => {
      expect([why, instead]).not.toContain('');
      const reads = called.filter(({ isRead }) => isRead).flatMap((call) => call.actions);
      const stale = actions.filter(
        (pattern) =>
          !reads.some((action) => matches(pattern, action) && apply.allowed.has(action) && !plan.allowed.has(action)),
      );
      expect(stale).toEqual([]);
    },
  );

  test('a call that nobody decided about would be missed', () => {
    expect(undecided(['s3:CreateJob'], apply)).toEqual(['s3:CreateJob']);
    expect(undecided(['s3:GetObject'], { ...plan, leftOut: [] })).toEqual(['s3:GetObject']);
  });
});
