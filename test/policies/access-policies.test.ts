import type { AccessRole } from '../../lib/domain/people';
import { documentOf } from '../../lib/iam/pack-policies';
import { type AccessPolicies, accessPolicies, awsManagedPoliciesOf } from '../../lib/policies/access-roles';
import { serviceNames } from '../../lib/policies/policies-folder';
import { orgConfig } from '../support/org-config';
import { identityCenterPeople, people } from '../support/people';
import { OF_PRODUCTS } from './services/shipped';

const VALUES = { partition: 'aws-us-gov', account: '444444444444', workloadPath: '/workload/' };
const SERVICES = ['s3', 'logs', 'iam'];
const BUILT_IN = people().roles;

function made(services: readonly string[], roles: readonly AccessRole[] = BUILT_IN): AccessPolicies {
  return accessPolicies(orgConfig({ terraform: { services } }), people({ roles }), { values: VALUES });
}

/** The documents behind a role, sorted. */
function documentsOf({ packs, ofRole }: AccessPolicies, role: string): readonly string[] {
  const packsOfRole = (ofRole.get(role) ?? []).map((name) => packs.get(name) ?? []);
  return packsOfRole.flatMap((pack) => pack.map(({ name }) => name)).sort();
}

function ownRole(name: string, services: readonly string[]): AccessRole {
  return { name, permissions: { kind: 'own', services, managedPolicies: [] } };
}

describe('the policies of the built-in roles', () => {
  const policies = made(SERVICES);
  const plan = ['services/iam.plan', 'services/logs.plan', 'services/s3.plan'];

  test('let a viewer read what a plan reads, with what a plan is refused, and change nothing', () => {
    expect(documentsOf(policies, 'viewer')).toEqual([
      'access-role.viewer.permissions',
      ...plan,
      'terraform-plan-role.permissions',
    ]);
  });

  test('let a developer change what an apply changes, but for IAM', () => {
    expect(documentsOf(policies, 'developer')).toEqual(
      [
        'access-role.developer.permissions',
        'access-role.viewer.permissions',
        'services/logs',
        'services/s3',
        ...plan,
      ].sort(),
    );
  });

  test('let an admin change IAM, too, and differ from those of a developer in nothing else', () => {
    const more = documentsOf(policies, 'admin').filter((name) => !documentsOf(policies, 'developer').includes(name));
    expect(more).toEqual(['services/iam']);
    expect(documentsOf(policies, 'admin')).toEqual([...documentsOf(policies, 'developer'), 'services/iam'].sort());
  });

  test('never let a viewer apply, or a developer write in IAM, whatever services there are', () => {
    const all = made(serviceNames());
    expect(documentsOf(all, 'viewer').filter((name) => /^services\/(?!.*\.plan$)/.test(name))).toEqual([]);
    expect(documentsOf(all, 'developer')).not.toContain('services/iam');
    expect(documentsOf(all, 'admin')).toEqual(expect.arrayContaining(serviceNames().map((name) => `services/${name}`)));
  });

  test('have none for IAM where terraform.services has no iam: an admin is then what a developer is', () => {
    const without = made(['s3', 'logs']);
    expect(without.ofRole.get('admin')).toEqual(without.ofRole.get('developer'));
    expect([...without.packs.keys()].filter((name) => name.startsWith('orgstrap-access-iam'))).toEqual([]);
  });

  test('share the policies that they have in common, so that an account holds each document once', () => {
    const held = [...policies.packs.values()].flatMap((pack) => pack.map(({ name }) => name));
    expect(new Set(held).size).toBe(held.length);
    const view = policies.ofRole.get('viewer')?.filter((name) => name.startsWith('orgstrap-access-view-')) ?? [];
    expect(view.length).toBeGreaterThan(0);
    for (const role of ['developer', 'admin']) expect(policies.ofRole.get(role)).toEqual(expect.arrayContaining(view));
  });
});

describe('the policies of a role of one’s own', () => {
  test('are what an apply may do in its services, and nothing of the built-in roles', () => {
    const policies = made(SERVICES, [...BUILT_IN, ownRole('data', ['dynamodb', 's3'])]);
    expect(policies.ofRole.get('data')).toEqual(['orgstrap-access-role-data-1']);
    expect(documentsOf(policies, 'data')).toEqual([
      'services/dynamodb',
      'services/dynamodb.plan',
      'services/s3',
      'services/s3.plan',
    ]);
  });

  test('need not be among terraform.services, and leave those of the others as they are', () => {
    const [before, after] = [made(SERVICES), made(SERVICES, [...BUILT_IN, ownRole('data', ['dynamodb'])])];
    expect([...after.packs].slice(0, before.packs.size)).toEqual([...before.packs]);
    expect(after.packs.size).toBe(before.packs.size + 1);
  });

  test('have names that no other role’s have, where one name begins with the other', () => {
    const policies = made(SERVICES, [ownRole('data', ['s3']), ownRole('data-1', ['sqs'])]);
    expect(policies.ofRole.get('data')).toEqual(['orgstrap-access-role-data-1']);
    expect(policies.ofRole.get('data-1')).toEqual(['orgstrap-access-role-data-1-1']);
  });

  test('of AWS are in none of ours: the role has them by their names', () => {
    const reason = 'Auditors look at everything once a quarter.';
    const auditor: AccessRole = {
      name: 'auditor',
      permissions: { kind: 'own', services: [], managedPolicies: [{ name: 'SecurityAudit', reason }] },
    };
    expect(made(SERVICES, [...BUILT_IN, auditor]).packs).toEqual(made(SERVICES).packs);
    expect(made(SERVICES, [auditor]).ofRole.get('auditor')).toEqual([]);
    expect(awsManagedPoliciesOf(auditor)).toEqual(['SecurityAudit']);
    expect(BUILT_IN.flatMap(awsManagedPoliciesOf)).toEqual([]);
  });
});

describe('with IAM Identity Center', () => {
  const center = (services: readonly string[], roles: readonly AccessRole[] = BUILT_IN) =>
    accessPolicies(orgConfig({ terraform: { services } }), { ...identityCenterPeople(), roles }, { values: VALUES });
  const all = OF_PRODUCTS;

  test('the built-in roles wear the same policies whatever services there are, so that none leaves an account', () => {
    const most = center(all);
    for (const services of [['s3'], SERVICES, all.slice(0, all.length / 2)]) {
      expect(center(services).ofRole).toEqual(most.ofRole);
      expect([...center(services).packs.keys()]).toEqual([...most.packs.keys()]);
    }
  });

  test('an admin wears nine policies, and one of the ten that IAM allows is left', () => {
    expect(center(SERVICES).ofRole.get('admin')).toHaveLength(9);
  });

  test('a role of one’s own wears two policies while its services need no more', () => {
    const names = ['orgstrap-access-role-data-1', 'orgstrap-access-role-data-2'];
    for (const services of [['s3'], ['dynamodb', 's3', 'sqs']]) {
      expect(center(SERVICES, [...BUILT_IN, ownRole('data', services)]).ofRole.get('data')).toEqual(names);
    }
    expect(
      center(SERVICES, [...BUILT_IN, ownRole('data', all)])
        .ofRole.get('data')
        ?.slice(0, 2),
    ).toEqual(names);
  });

  test('a role with nothing but policies of AWS has none of ours', () => {
    expect(center(SERVICES, [ownRole('auditor', [])]).ofRole.get('auditor')).toEqual([]);
  });

  test('nobody may do more or less than as an IAM user', () => {
    const roles = [...BUILT_IN, ownRole('data', ['dynamodb', 's3'])];
    for (const services of [['s3'], SERVICES, all]) {
      const [kept, users] = [center(services, roles), made(services, roles)];
      for (const { name } of roles) {
        expect([...new Set(documentsOf(kept, name))]).toEqual(documentsOf(users, name));
      }
    }
  });
});

test('the order of terraform.services, and of roles and their services, changes nothing', () => {
  const names = serviceNames();
  const roles = [...BUILT_IN, ownRole('data', ['s3', 'sqs']), ownRole('audit', ['logs'])];
  const turned = [ownRole('audit', ['logs']), ownRole('data', ['sqs', 's3']), ...[...BUILT_IN].reverse()];
  const [before, after] = [made(names, roles), made([...names].reverse(), turned)];
  // Jest takes two maps for equal whatever their order.
  expect([...after.packs]).toEqual([...before.packs]);
  expect(after.ofRole).toEqual(before.ofRole);
});

test('no policy has a statement of one name twice, which IAM refuses', () => {
  for (const pack of made(serviceNames()).packs.values()) {
    const sids = documentOf(pack).Statement.map(({ Sid }) => Sid);
    expect(new Set(sids).size).toBe(sids.length);
  }
});

test('all services at once fit into the ten policies of a role', () => {
  for (const [role, policies] of made(serviceNames()).ofRole) {
    expect({ role, fits: policies.length <= 10 }).toEqual({ role, fits: true });
  }
});
