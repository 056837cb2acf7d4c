import { templateSize } from '../../lib/checks/template-size';
import type { PrincipalArn } from '../../lib/domain/ids';
import type { OrgConfig } from '../../lib/domain/org-config';
import type { People } from '../../lib/domain/people';
import { exceededLimits } from '../../lib/policies/exceeded-limits';
import { type Assembly, synthesised } from '../support/assembly';
import { accountId, environment, oidcPipeline, orgConfig } from '../support/org-config';
import { identityCenterPeople, people } from '../support/people';

const LIMIT = 51_200;

/** A hundred environments of three accounts, and a pipeline with tokens for each. */
function wide(changes: Partial<OrgConfig> = {}): OrgConfig {
  const environments = Array.from({ length: 100 }, (_, index) => ({
    ...environment(`env-${index}`, `ou-abcd-${10_000_000 + index}`, String(400_000_000_000 + index)),
    accounts: Array.from({ length: 3 }, (_each, account) => ({
      workspace: `application-${index}-stage-${account}`,
      id: accountId(String(400_000_000_000 + index * 10 + account)),
    })),
  }));
  const pipelines = environments.map(({ name }) => ({
    ...oidcPipeline(`delivery-of-${name}`),
    environments: [name],
    states: Array.from({ length: 30 }, (_, index) => `root-module-${index}`),
  }));
  return orgConfig({
    environments,
    pipelines,
    operators: ['arn:aws:iam::333333333333:role/operator' as PrincipalArn],
    audit: { trail: 'own', retentionDays: 365, email: [] },
    ...changes,
  });
}

/** Groups that enter ten environments each, and people. */
function manyPeople(groups: number, users: number): People {
  const access = (group: number) =>
    Array.from({ length: 10 }, (_, index) => ({
      environment: `env-${(group * 10 + index) % 100}`,
      roles: ['viewer', 'admin'],
    }));
  return people({
    groups: Array.from({ length: groups }, (_, group) => ({ name: `group-${group}`, access: access(group) })),
    signIn: {
      source: 'iamUsers',
      mfaMaxAgeHours: 8,
      users: Array.from({ length: users }, (_, user) => ({
        name: `somebody.number-${user}@example.com`,
        groups: [`group-${user % groups}`, `group-${(user + 1) % groups}`],
      })),
    },
  });
}

/** What has no room in its request to CloudFormation; the CDK CLI sends YAML, a StackSet carries its member as text. */
function tooLarge(assembly: Assembly): readonly string[] {
  return assembly.templates.filter((name) => {
    const text = assembly.text(name);
    return (name.startsWith('Member-') ? Buffer.byteLength(text) : templateSize(text)) > LIMIT;
  });
}

function permissionStacks({ stacks }: Assembly): readonly string[] {
  return stacks.filter((name) => name.startsWith('PeoplePermissions'));
}

describe.each(['ops', 'management'] as const)(
  'a hundred environments and pipelines, deployed from %s',
  (deployFrom) => {
    test('with IAM users: what people may do is apart from them, in as many stacks as it takes', () => {
      const config = wide({ deployFrom, people: manyPeople(30, 75) });
      expect(exceededLimits(config)).toEqual([]);
      const assembly = synthesised(config);
      expect(tooLarge(assembly)).toEqual([]);
      expect(permissionStacks(assembly).length).toBeGreaterThan(1);
      for (const name of permissionStacks(assembly)) expect(assembly.waitsFor(name)).toContain('OpsAccount');
    });

    test('with IAM Identity Center', () => {
      const config = wide({ deployFrom, people: { ...manyPeople(30, 0), signIn: identityCenterPeople().signIn } });
      expect(exceededLimits(config)).toEqual([]);
      expect(tooLarge(synthesised(config))).toEqual([]);
    });
  },
);

test('few people have their permissions beside them', () => {
  expect(permissionStacks(synthesised(wide({ people: manyPeople(3, 20) })))).toEqual([]);
});

test('people who alone are more than a template takes are refused, and those just below have room', () => {
  const codes = (users: number) => exceededLimits(wide({ people: manyPeople(5, users) })).map(({ code }) => code);
  let most = 80;
  while (codes(most + 1).length === 0) most += 1;
  expect(codes(most + 1)).toEqual(['TooManyPeople']);
  const assembly = synthesised(wide({ people: manyPeople(5, most) }));
  expect(tooLarge(assembly)).toEqual([]);
  // The estimate is no excuse for refusing who would have room.
  expect(templateSize(assembly.text('OpsAccount.template.json'))).toBeGreaterThan(0.94 * LIMIT);
});
