import { parseOrgConfig } from '../../lib/config/parse-org-config';
import type { OrgConfig } from '../../lib/domain/org-config';
import { changed, problemsOf, SERVICES, VALID } from './org-yaml';

const PEOPLE = `people:
  groups:
    operators: { access: { dev: admin, prod: admin } }
    guards: { access: { prod: viewer } }
  users:
    first: [operators, guards]
`;

const NAME = 'lower-case letters, digits and single hyphens, a letter first; it becomes part of';

function parsed(text: string): OrgConfig {
  const result = parseOrgConfig(text, 'org.yaml', SERVICES);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.config;
}

/** The valid file with lines under the name of an environment or a pipeline. */
function filed(name: string, ...lines: readonly string[]): string {
  return changed(`\n  ${name}:\n`, `\n  ${name}:\n${lines.map((line) => `    ${line}\n`).join('')}`);
}

describe('an environment', () => {
  test('is deployed under its own name where nothing else is said', () => {
    expect(parsed(VALID).environments.map(({ deployedAs }) => deployedAs)).toEqual(['dev', 'prod']);
  });

  test('keeps its first name in AWS where deployedAs says it', () => {
    expect(parsed(filed('prod', 'deployedAs: production')).environments[1]).toMatchObject({
      name: 'prod',
      deployedAs: 'production',
    });
  });

  test('is retired by one line, and what names it gives nothing', () => {
    const config = parsed(`${filed('prod', 'retired: true')}${PEOPLE}`);
    expect(config.environments.map(({ name }) => name)).toEqual(['dev']);
    expect(config.retiredEnvironments).toEqual([{ name: 'prod', deployedAs: 'prod' }]);
    expect(config.pipelines[0]?.environments).toEqual(['dev']);
    expect(config.people?.groups.map(({ access }) => access.map(({ environment }) => environment))).toEqual([
      ['dev'],
      [],
    ]);
  });

  test('that was renamed keeps its first name when it is retired, too', () => {
    const { retiredEnvironments } = parsed(filed('prod', 'deployedAs: production', 'retired: true'));
    expect(retiredEnvironments).toEqual([{ name: 'prod', deployedAs: 'production' }]);
  });

  test('that is retired leaves its OUs, accounts and workspaces to another one', () => {
    const merged = filed('prod', 'retired: true').replace(
      'accounts: { dev: "444444444444" }',
      'accounts: { dev: "444444444444", prod: "666666666666" }',
    );
    const text = merged.replace('[ou-abcd-11111111]', '[ou-abcd-11111111, ou-abcd-33333333]');
    expect(parsed(text).environments[0]?.accounts).toHaveLength(2);
  });

  test('needs no pipeline any more once it is retired', () => {
    expect(problemsOf(filed('prod', 'retired: true').replace('[dev, prod]', '[dev]'))).toEqual([]);
  });

  test('may be the last one that is retired', () => {
    const all = VALID.replace('\n  dev:\n', '\n  dev:\n    retired: true\n').replace(
      '\n  prod:\n',
      '\n  prod:\n    retired: true\n',
    );
    expect(parsed(all)).toMatchObject({ environments: [], pipelines: [{ environments: [] }] });
  });
});

describe('a pipeline', () => {
  test('keeps its first name in AWS where deployedAs says it', () => {
    const { pipelines } = parsed(
      filed('delivery', 'deployedAs: first').replace('pipelines: [delivery]', 'pipelines: [delivery]'),
    );
    expect(pipelines[0]).toMatchObject({ name: 'delivery', deployedAs: 'first' });
  });

  test('is retired by one line where another one changes its environments', () => {
    const { pipelines, retiredPipelines, managementAccount } = parsed(
      filed('delivery', 'retired: true')
        .replace(
          '\nmanagementAccount:',
          '\n  other:\n    identity: { iamUser: {} }\n    environments: [dev, prod]\nmanagementAccount:',
        )
        .replace('pipelines: [delivery]', 'pipelines: [delivery, other]'),
    );
    expect(pipelines.map(({ name }) => name)).toEqual(['other']);
    expect(retiredPipelines).toEqual([{ name: 'delivery', deployedAs: 'delivery' }]);
    expect(managementAccount?.pipelines).toEqual(['other']);
  });
});

describe('what is wrong about a life', () => {
  test.each([
    {
      name: 'retired: false',
      text: filed('prod', 'retired: false'),
      problems: [
        '15:14 environments.prod.retired: found the truth value false, expected true, or no key retired at all; write retired: true, or remove retired to keep the environment in use',
      ],
    },
    {
      name: 'a name that AWS does not take',
      text: filed('prod', 'deployedAs: Prod'),
      problems: [
        `15:17 environments.prod.deployedAs: found the environment name "Prod", expected 1 to 32 ${NAME} stack names; choose another name`,
      ],
    },
    {
      name: 'a number as a name',
      text: filed('delivery', 'deployedAs: 1'),
      problems: [
        '21:17 pipelines.delivery.deployedAs: found the number 1, expected the first name of the pipeline; write the name that it had before, or remove deployedAs where it was never renamed',
      ],
    },
    {
      name: 'two environments of one name in AWS',
      text: filed('prod', 'deployedAs: dev'),
      problems: [
        '15:17 environments.prod.deployedAs: found the environment name "dev", which AWS has for that on line 11 already, expected every environment under a name of its own in AWS; choose another name for the newer of the two',
      ],
    },
    {
      name: 'a management account whose only pipeline is retired',
      text: filed('delivery', 'retired: true').replace(
        '\nmanagementAccount:',
        '\n  other:\n    identity: { iamUser: {} }\n    environments: [dev, prod]\nmanagementAccount:',
      ),
      problems: [
        '29:3 managementAccount.pipelines: found retired pipelines alone, expected a pipeline that is in use; a trust policy that names nobody is no policy; add another pipeline, or remove managementAccount',
      ],
    },
  ])('$name', ({ text, problems }) => {
    expect(problemsOf(text)).toEqual(problems);
  });
});
