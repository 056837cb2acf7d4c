import type { PrincipalArn } from '../../lib/domain/ids';
import { MANAGED_POLICY_LIMIT } from '../../lib/iam/pack-policies';
import { permissionsApart } from '../../lib/policies/people-permissions';
import { manyAccounts, orgConfig } from '../support/org-config';
import { identityCenterPeople, people } from '../support/people';

const operators = ['arn:aws:iam::333333333333:role/operator' as PrincipalArn];
const config = orgConfig({ environments: manyAccounts(100), operators });

function withGroups(count: number): ReturnType<typeof people> {
  const groups = Array.from({ length: count }, (_, index) => ({
    name: `group-${index}`,
    access: [{ environment: 'dev', roles: ['admin', 'viewer'] }],
  }));
  const users = [{ name: 'ada', groups: ['group-0'] }];
  return people({ groups, signIn: { source: 'iamUsers', mfaMaxAgeHours: 8, users } });
}

test('few have room beside the people, and nobody of IAM Identity Center needs any', () => {
  expect(permissionsApart(config, withGroups(1))).toEqual([]);
  expect(permissionsApart(config, identityCenterPeople())).toEqual([]);
});

test('more are apart, each attached to its group or to the role of operators alone', () => {
  const policies = permissionsApart(config, withGroups(4)).flat();
  for (let index = 0; index < 4; index += 1) {
    const own = policies.filter(({ groups }) => groups?.includes(`orgstrap-people-group-${index}`));
    const resources = own.flatMap(({ pack }) => pack.flatMap(({ document }) => document.Statement));
    expect(own.length).toBeGreaterThan(1);
    expect(resources.flatMap(({ Resource }) => Resource)).toHaveLength(200);
    for (const { groups, roles, pack } of own) {
      expect(groups).toHaveLength(1);
      expect(roles).toBeUndefined();
      expect(JSON.stringify(pack.map(({ document }) => document)).length).toBeLessThan(MANAGED_POLICY_LIMIT + 3);
    }
  }
  const others = policies.filter(({ groups }) => groups === undefined);
  expect(others.length).toBeGreaterThan(0);
  for (const { roles } of others) expect(roles).toEqual(['orgstrap-people-operator']);
});

test('more people than a template takes are refused', () => {
  const users = Array.from({ length: 300 }, (_, index) => ({ name: `person-${index}`, groups: ['group-0'] }));
  const many = { ...withGroups(1), signIn: { source: 'iamUsers', mfaMaxAgeHours: 8, users } as const };
  expect(() => permissionsApart(config, many)).toThrow('300 IAM users in 1 groups are more than a template takes');
});
