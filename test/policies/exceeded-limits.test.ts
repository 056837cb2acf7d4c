import type { OrgConfig } from '../../lib/domain/org-config';
import { exceededLimits } from '../../lib/policies/exceeded-limits';
import { environment, manyAccounts, orgConfig, pipeline } from '../support/org-config';
import { identityCenterPeople, people } from '../support/people';

function codes(changes: Partial<OrgConfig> = {}): readonly string[] {
  return exceededLimits(orgConfig(changes)).map(({ code }) => code);
}

function many(count: number): OrgConfig['environments'] {
  return Array.from({ length: count }, (_, index) =>
    environment(`env-${index}`, `ou-abcd-${10_000_000 + index}`, String(400_000_000_000 + index)),
  );
}

test('an ordinary organization exceeds none', () => {
  expect(codes({ people: people() })).toEqual([]);
});

test('every limit that is exceeded is said at once', () => {
  const pipelines = Array.from({ length: 30 }, (_, index) => pipeline(`a-long-name-${index}`, ['dev']));
  expect(codes({ environments: manyAccounts(1), pipelines })).toEqual(['TooManyPipelines']);
  expect(codes({ environments: manyAccounts(2_000), pipelines: [pipeline('delivery', ['dev'])] })).toEqual([
    'TooManyPolicies',
    'TooManyPolicies',
  ]);
});

test('more than a hundred sets that wait for each other are too many for an account, unless none waits', () => {
  const audit = { trail: 'organization', retentionDays: 365, email: [] } as const;
  const pipelines = [pipeline('delivery', ['env-0'])];
  expect(codes({ environments: many(100), pipelines, audit })).toEqual([]);
  expect(codes({ environments: many(101), pipelines, audit })).toEqual(['TooManyDependencies']);
  expect(codes({ environments: many(101), pipelines, audit, stackSetDependencies: false })).toEqual([]);
  const parts = many(101).map((one) => ({ ...one, only: 'accounts' as const }));
  expect(codes({ environments: parts, pipelines, audit })).toEqual([]);
});

test('more StackSets than an account has are too many, which is when there is a set of each kind for each environment', () => {
  const pipelines = [pipeline('delivery', ['env-0'])];
  const environments = many(400).map((one) => ({ ...one, only: 'accounts' as const }));
  expect(codes({ environments, pipelines })).toEqual([]);
  expect(
    codes({ environments, pipelines, people: people({ groups: [], signIn: identityCenterPeople().signIn }) }),
  ).toEqual([]);
  const audit = { trail: 'own', retentionDays: 365, email: [] } as const;
  expect(codes({ environments, pipelines, audit })).toEqual(['TooManyStackSets']);
});

test('a pipeline that trusts more workspaces by their names than a trust policy holds is too large, and is told how many fit', () => {
  const jobs = (count: number) => ({
    audience: 'aws.workload.identity',
    subjects: Array.from(
      { length: count },
      (_, index) => `organization:acme:project:Infra:workspace:w${index}-production`,
    ),
    runs: false,
  });
  const trusting = (count: number) => ({
    pipelines: [
      {
        ...pipeline('delivery', ['dev']),
        identity: {
          kind: 'oidc',
          system: 'hcpTerraform',
          issuer: 'app.terraform.io',
          jobs: { apply: jobs(count), plan: jobs(2) },
        },
      },
    ] as const,
  });
  const [failure] = exceededLimits(orgConfig(trusting(40)));
  const fit = Number(/about (\d+) fit/.exec(failure?.message ?? '')?.[1]);
  expect(failure?.code).toBe('TooManySubjects');
  expect(codes(trusting(fit - 1))).toEqual([]);
  expect(codes(trusting(fit + 2))).toEqual(['TooManySubjects']);
});
