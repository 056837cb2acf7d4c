import type { Audit } from '../../lib/domain/audit';
import type { PrincipalArn } from '../../lib/domain/ids';
import type { OrgConfig } from '../../lib/domain/org-config';
import type { People } from '../../lib/domain/people';
import { type Assembly, builtApp, checked, synthesised } from '../support/assembly';
import { environment, orgConfig, pipeline } from '../support/org-config';
import { identityCenterPeople, people } from '../support/people';

const audit: Audit = { trail: 'own', retentionDays: 400, email: [] };
const operators = ['arn:aws:iam::333333333333:role/platform/operator' as PrincipalArn];

/** Prod is retired, under the name that it was first deployed with; dev and stage are in use. */
function withoutProd(changes: Partial<OrgConfig> = {}): OrgConfig {
  return orgConfig({
    environments: orgConfig().environments.filter(({ name }) => name !== 'prod'),
    retiredEnvironments: [{ name: 'prod', deployedAs: 'production' }],
    pipelines: [pipeline('delivery', ['dev', 'stage'])],
    ...changes,
  });
}

const everything = checked(builtApp(withoutProd({ audit, operators, people: reachingNoProd(people()) })));
const center = synthesised(withoutProd({ audit, operators, people: reachingNoProd(identityCenterPeople()) }));

/** What is left of people once org.yaml is parsed: what names a retired environment gives nothing. */
function reachingNoProd(all: People): People {
  const groups = all.groups.map((group) => ({
    ...group,
    access: group.access.filter((one) => one.environment !== 'prod'),
  }));
  return { ...all, groups };
}

const SETS = [
  'ProductAccounts-production',
  'AccessRoles-production',
  'OperatorRoles-production',
  'Forwarding-production',
  'ForwardingRoles-production',
  'AccountTrails-production',
];

const ofProduction = (assembly: Assembly) => assembly.stacks.filter((name) => /-prod(uction)?$/.test(name));

describe('the sets of a retired environment', () => {
  test('are those that it had, by the name that it was deployed with, and no other', () => {
    expect(ofProduction(everything)).toEqual(SETS);
    for (const name of SETS) {
      const [stackSet] = Object.values(everything.plain(name).Resources);
      expect(stackSet?.Properties.StackSetName).toBe(`orgstrap-${name}`);
      expect(everything.stack(name).properties.stackName).toBe(`orgstrap-${name}`);
      expect(everything.stack(name).environment).toBe('aws://333333333333/eu-west-1');
    }
  });

  test('keep the logical id that they had, so that CloudFormation empties them and makes no others', () => {
    for (const name of SETS) {
      expect(Object.keys(everything.plain(name).Resources)).toEqual(['StackSet6E6355CF']);
      expect(Object.keys(everything.plain(name.replace('production', 'dev')).Resources)).toEqual(['StackSet6E6355CF']);
    }
  });

  test('are in no account and in none that enters an OU, and carry nothing', () => {
    for (const name of SETS) {
      const [stackSet] = Object.values(everything.plain(name).Resources);
      expect(stackSet?.Type).toBe('AWS::CloudFormation::StackSet');
      expect(stackSet?.Properties).not.toHaveProperty('StackInstancesGroup');
      expect(stackSet?.Properties.Parameters).toEqual([]);
      expect(everything.instances(name)).toBeUndefined();
      expect(JSON.stringify(everything.plain(name))).not.toContain('ou-abcd-');
      expect(everything.member(name)).toEqual(everything.plain('Member-Retired'));
    }
    const nothing = Object.values(everything.plain('Member-Retired').Resources).map(({ Type }) => Type);
    expect(nothing).toEqual(['AWS::CloudFormation::WaitConditionHandle']);
  });

  test('come before everything else: first the roles that CI and people become, at last what watches over them', () => {
    const [accounts, access, operator, rules, roles, trails] = SETS;
    expect(everything.stacks.slice(0, SETS.length)).toEqual(SETS);
    for (const name of [accounts, access]) expect(everything.waitsFor(`${name}`)).toEqual([]);
    for (const name of [operator, rules]) expect(everything.waitsFor(`${name}`)).toEqual([access, accounts]);
    for (const name of [roles, trails]) {
      expect(everything.waitsFor(`${name}`)).toEqual([access, rules, operator, accounts]);
    }
    const others = everything.stacks.filter((name) => !SETS.includes(name));
    expect(others.length).toBeGreaterThan(15);
    for (const name of others) expect(everything.waitsFor(name)).toEqual(expect.arrayContaining(SETS));
  });

  test('are of all that are retired at once, step by step', () => {
    const two = synthesised(
      withoutProd({
        operators,
        retiredEnvironments: [
          { name: 'prod', deployedAs: 'prod' },
          { name: 'trial', deployedAs: 'trial' },
        ],
      }),
    );
    const accounts = ['ProductAccounts-prod', 'ProductAccounts-trial'];
    const operator = ['OperatorRoles-prod', 'OperatorRoles-trial'];
    expect(two.stacks.slice(0, 4)).toEqual([...accounts, ...operator]);
    for (const name of operator) expect(two.waitsFor(name)).toEqual(accounts);
  });

  test('are there for what org.yaml asks for alone', () => {
    expect(ofProduction(synthesised(withoutProd()))).toEqual(['ProductAccounts-production']);
    const organization = synthesised(withoutProd({ audit: { ...audit, trail: 'organization' } }));
    expect(ofProduction(organization)).toEqual([
      'ProductAccounts-production',
      'Forwarding-production',
      'ForwardingRoles-production',
    ]);
  });

  test('are not there where nothing is retired, nor what they carry', () => {
    const all = synthesised(orgConfig({ audit, operators, people: people() }));
    expect(all.templates).not.toContain('Member-Retired.template.json');
    expect(all.stack('TerraformAccount').dependencies ?? []).not.toContain('ProductAccounts-prod');
  });

  test('are all that is left of environments where every one of them is retired', () => {
    const empty = synthesised(
      orgConfig({
        environments: [],
        retiredEnvironments: [{ name: 'prod', deployedAs: 'prod' }],
        pipelines: [pipeline('delivery', [])],
        audit,
        operators,
      }),
    );
    const inProductAccounts = empty.stacks.filter((name) =>
      /^(ProductAccounts|OperatorRoles|AccountTrails)-/.test(name),
    );
    expect(inProductAccounts).toEqual(['ProductAccounts-prod', 'OperatorRoles-prod', 'AccountTrails-prod']);
  });
});

describe('with Identity Center', () => {
  test('nobody is assigned before the policies go that an assignment attached', () => {
    expect(center.stacks.slice(0, 3)).toEqual([
      'Assignments-production',
      'ProductAccounts-production',
      'AccessRoles-production',
    ]);
    expect(center.waitsFor('Assignments-production')).toEqual([]);
    for (const name of ['ProductAccounts-production', 'AccessRoles-production']) {
      expect(center.waitsFor(name)).toEqual(['Assignments-production']);
    }
  });

  test('the stack of assignments is in the account that administers it, and assigns nobody', () => {
    const types = Object.values(center.plain('Assignments-production').Resources).map(({ Type }) => Type);
    expect(types).toEqual(['AWS::CloudFormation::WaitConditionHandle']);
    expect(center.stack('Assignments-production').environment).toBe(center.stack('Assignments-dev').environment);
    expect(center.stack('Assignments-production').properties.stackName).toBe('orgstrap-Assignments-production');
  });
});

test('a retired environment is trusted with nothing: what is in use is what it would be without it', () => {
  const never = synthesised(
    withoutProd({ retiredEnvironments: [], audit, operators, people: reachingNoProd(people()) }),
  );
  for (const template of never.templates) expect(everything.text(template)).toBe(never.text(template));
});

describe('an environment that is renamed', () => {
  const others = orgConfig().environments.filter(({ name }) => name !== 'prod');
  const prod = environment('prod', 'ou-abcd-33333333', '666666666666');

  function named(name: string, who?: People): Assembly {
    return synthesised(
      orgConfig({
        environments: [...others, { ...prod, name, deployedAs: 'prod' }],
        pipelines: [pipeline('delivery', ['dev', 'stage', name])],
        people: who && {
          ...who,
          groups: who.groups.map((group) => ({ ...group, access: renamed(group.access, name) })),
        },
        operators,
        audit,
      }),
    );
  }

  function renamed(access: People['groups'][number]['access'], name: string) {
    return access.map((one) => ({ ...one, environment: one.environment === 'prod' ? name : one.environment }));
  }

  test.each([
    ['IAM users', people()],
    ['Identity Center', identityCenterPeople()],
    ['nobody', undefined],
  ])('changes no template where deployedAs is its first name, with %s', (_, who) => {
    const [before, after] = [named('prod', who), named('live', who)];
    expect(after.templates).toEqual(before.templates);
    expect(after.stacks).toEqual(before.stacks);
    for (const template of before.templates) {
      expect([template, after.text(template)]).toEqual([template, before.text(template)]);
    }
  });

  test('has other stacks without deployedAs', () => {
    const without = synthesised(
      orgConfig({
        environments: [...others, { ...prod, name: 'live', deployedAs: 'live' }],
        pipelines: [pipeline('delivery', ['dev', 'stage', 'live'])],
      }),
    );
    expect(without.stacks).toContain('ProductAccounts-live');
    expect(without.stacks).not.toContain('ProductAccounts-prod');
  });
});
