import { parseOrgConfig } from '../../lib/config/parse-org-config';
import type { OrgConfig } from '../../lib/domain/org-config';
import { changed, problemsOf, SERVICES, VALID } from './org-yaml';

function parsed(text: string): OrgConfig {
  const result = parseOrgConfig(text, 'org.yaml', SERVICES);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.config;
}

function withAccess(access: string): string {
  return `${VALID}people:\n  groups:\n    developers: { access: { dev: ${access} } }\n  users: {}\n`;
}

const PART = VALID.replace('  prod:\n    organizationalUnits: [ou-abcd-33333333]\n', '  prod:\n    only: accounts\n');

describe('an environment that is its accounts alone', () => {
  test('has them below the root where it names no OU', () => {
    const [, prod] = parsed(PART).environments;
    expect(prod).toMatchObject({ only: 'accounts', organizationalUnits: ['r-abcd'] });
  });

  test('may share its OUs, and name the root', () => {
    const shared = VALID.replaceAll('    accounts: {', '    only: accounts\n    accounts: {');
    expect(problemsOf(shared.replace('ou-abcd-33333333', 'ou-abcd-11111111'))).toEqual([]);
    expect(problemsOf(shared.replace('ou-abcd-33333333', 'r-abcd'))).toEqual([]);
  });

  test('shares no OU that another environment has to itself', () => {
    const half = changed('    accounts: { prod:', '    only: accounts\n    accounts: { prod:');
    expect(problemsOf(half.replace('ou-abcd-33333333', 'ou-abcd-11111111'))).toEqual([
      '15:27 environments.prod.organizationalUnits[0]: found ou-abcd-11111111, which is already in dev on line 12, expected every OU in one environment, or in several that are their accounts alone; remove it from dev or from prod, or write only: accounts under dev',
    ]);
  });

  test('is not the default: without OUs and without only nobody knows which accounts there are', () => {
    expect(problemsOf(VALID.replace('    organizationalUnits: [ou-abcd-33333333]\n', ''))).toEqual([
      '14:3 environments.prod.organizationalUnits: found nothing, expected a list with at least one OU id; list the OUs that hold the accounts, or write only: accounts for some accounts of an OU or of the root, or remove the environment',
    ]);
  });
});

describe('the order of environments', () => {
  const [Dev, Prod] = ['    organizationalUnits: [ou-abcd-11111111]', '    organizationalUnits: [ou-abcd-33333333]'];
  const waitingFor = (prod: string) => VALID.replace(Prod ?? '', `    after: ${prod}\n${Prod}`);

  test('is a line where nothing is said', () => {
    expect(parsed(VALID).environments.map((one) => one.after)).toEqual([[], ['dev']]);
  });

  test('begins anew with an empty list', () => {
    expect(parsed(waitingFor('[]')).environments.map((one) => one.after)).toEqual([[], []]);
  });

  test('goes by environments that stand above, so that none waits for itself', () => {
    expect(parsed(waitingFor('[dev]')).environments[1]?.after).toEqual(['dev']);
    for (const wrong of ['[prod]', '[dve]', '[dev, dev]']) expect(problemsOf(waitingFor(wrong))).toHaveLength(1);
    const upwards = VALID.replace(Dev ?? '', `    after: [prod]\n${Dev}`);
    expect(problemsOf(upwards)).toEqual([
      '12:13 environments.dev.after[0]: found "prod", which is not above this environment, expected environments that stand above it; so none can wait for itself; move prod up, or this environment down',
    ]);
  });

  test('leaves out what is retired, and is a line where nothing is left', () => {
    const retired = waitingFor('[dev]').replace(Dev ?? '', `    retired: true\n${Dev}`);
    expect(parsed(retired).environments.map((one) => one.after)).toEqual([[]]);
  });
});

describe('accounts without a pipeline', () => {
  test('may be a whole environment', () => {
    expect(problemsOf(changed('[dev, prod]', '[dev]'))).toEqual([]);
  });

  test('may be all of them', () => {
    const text = withAccess('viewer').replace(/pipelines:\n {2}delivery[\s\S]*(?=people:)/, '');
    expect(parsed(text).pipelines).toEqual([]);
  });

  test('a pipeline may be for the management account alone, and not for nothing', () => {
    expect(problemsOf(changed('    environments: [dev, prod]\n', ''))).toEqual([]);
    const nothing = VALID.replace('    environments: [dev, prod]\n', '').replace(
      /managementAccount:\n {2}w[\s\S]*/,
      '',
    );
    expect(problemsOf(nothing)).toEqual([
      '20:3 pipelines.delivery: found the pipeline "delivery", which may change nothing, expected a pipeline that has environments, or that managementAccount or a platform account names; list the environments that it may change; there is no default. Or name it in managementAccount.pipelines or in those of a platform account, or remove it',
    ]);
  });
});

describe('access by workspace', () => {
  test('is to one account of an environment', () => {
    expect(parsed(withAccess('{ dev: [viewer, admin] }')).people?.groups[0]?.access).toEqual([
      { environment: 'dev', workspace: 'dev', roles: ['viewer', 'admin'] },
    ]);
  });

  test('is to accounts of that environment, as known roles', () => {
    expect(problemsOf(withAccess('{ prod: viewer }'))).toEqual([
      '28:36 people.groups.developers.access.dev.prod: found the unknown workspace "prod", expected one of dev; correct the name, or add it to environments.dev.accounts',
    ]);
    expect(problemsOf(withAccess('{ dev: veiwer }'))).toHaveLength(1);
    expect(problemsOf(withAccess('{}'))).toHaveLength(1);
  });
});
