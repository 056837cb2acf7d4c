import { parseOrgConfig } from '../../lib/config/parse-org-config';
import { changed, SERVICES, VALID } from './org-yaml';

function parsed(text: string) {
  const result = parseOrgConfig(text, 'org.yaml', SERVICES);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.config;
}

describe('a valid org.yaml', () => {
  test("becomes the domain's value", () => {
    expect(parsed(VALID)).toEqual({
      organization: { id: 'o-exampleorgid', rootId: 'r-abcd', managementAccount: '111111111111' },
      homeRegion: 'eu-west-1',
      bucketNamespace: 'account-regional',
      ownPolicies: 'policies',
      deployFrom: 'management',
      accounts: { terraform: '222222222222', ops: '333333333333' },
      environments: [
        {
          name: 'dev',
          deployedAs: 'dev',
          organizationalUnits: ['ou-abcd-11111111'],
          after: [],
          accounts: [{ workspace: 'dev', id: '444444444444' }],
        },
        {
          name: 'prod',
          deployedAs: 'prod',
          organizationalUnits: ['ou-abcd-33333333'],
          after: ['dev'],
          accounts: [{ workspace: 'prod', id: '666666666666' }],
        },
      ],
      terraform: { services: ['s3', 'ec2'] },
      retiredEnvironments: [],
      pipelines: [
        {
          name: 'delivery',
          deployedAs: 'delivery',
          identity: { kind: 'iamUser', networks: [] },
          environments: ['dev', 'prod'],
          states: [],
        },
      ],
      retiredPipelines: [],
      platformAccounts: [],
      existingOidcProviders: [],
      managementAccount: { workspace: 'management', pipelines: ['delivery'] },
    });
  });

  test('has its buckets in the global namespace where it says so', () => {
    expect(parsed(`${VALID}bucketNamespace: global\n`)).toHaveProperty('bucketNamespace', 'global');
  });

  test('without managementAccount has no such key', () => {
    expect(parsed(VALID.replace(/managementAccount:\n {2}workspace[\s\S]*/, ''))).not.toHaveProperty(
      'managementAccount',
    );
  });

  test('keeps its environments in the order of the file, which is the rollout order', () => {
    const reversed = VALID.replace('  dev:\n', '  zz:\n')
      .replace('  prod:\n', '  aa:\n')
      .replace('[dev, prod]', '[zz, aa]');
    expect(parsed(reversed).environments.map(({ name }) => name)).toEqual(['zz', 'aa']);
  });

  test('has the environments of its pipelines in rollout order, whatever order they were listed in', () => {
    expect(parsed(changed('[dev, prod]', '[prod, dev]')).pipelines[0]?.environments).toEqual(['dev', 'prod']);
  });

  test('keeps an environment that is named like a property of every object', () => {
    const text = VALID.replace('  prod:\n', '  constructor:\n').replace('[dev, prod]', '[dev, constructor]');
    expect(parsed(text).environments[1]).toMatchObject({
      name: 'constructor',
      organizationalUnits: ['ou-abcd-33333333'],
    });
  });
});

test('a problem names its file as it was given', () => {
  const result = parseOrgConfig('people: {}', 'some/where.yaml', SERVICES);
  expect(result.ok).toBe(false);
  if (!result.ok) expect(new Set(result.problems.map(({ file }) => file))).toEqual(new Set(['some/where.yaml']));
});
