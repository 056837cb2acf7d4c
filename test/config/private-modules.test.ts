import { parseOrgConfig } from '../../lib/config/parse-org-config';
import { changed, problemsOf, SERVICES, VALID } from './org-yaml';

function withModules(modules: string, text = VALID): string {
  return text.replace('    identity: ', `    privateModules: ${modules}\n    identity: `);
}

describe('the private modules of a pipeline', () => {
  test('are hosts of registries and of git', () => {
    const result = parseOrgConfig(
      withModules('[{ registry: app.terraform.io }, { git: github.com }]'),
      'org.yaml',
      SERVICES,
    );
    expect(result.ok && result.config.pipelines[0]?.privateModules).toEqual([
      { kind: 'registry', host: 'app.terraform.io' },
      { kind: 'git', host: 'github.com' },
    ]);
  });

  test.each([
    'https://github.com',
    'GitHub.com',
    'github.com:443',
    'localhost',
    "a'b.example",
    '$(x).example',
    'xn--a.b',
  ])('are no %s: it becomes part of a script', (host) => {
    expect(problemsOf(withModules(`[{ git: "${host}" }]`))).toEqual([
      expect.stringContaining('expected the name of a host in lower case'),
    ]);
  });

  test.each([
    ['[]', 'a list of at least one host'],
    ['[{ git: github.com }, { git: github.com }]', 'each once'],
    ['[{ git: github.com, registry: github.com }]', 'exactly one of registry, git'],
    ['[{}]', 'exactly one of registry, git'],
  ])('are not %s', (modules, says) => {
    expect(problemsOf(withModules(modules))).toEqual([expect.stringContaining(says)]);
  });

  test('are refused where orgstrap writes no files', () => {
    const hcp = '{ hcpTerraform: { organization: acme, project: Infra, workspaces: { prod: prod } } }';
    expect(problemsOf(withModules('[{ git: github.com }]', changed('{ iamUser: {} }', hcp)))).toEqual([
      expect.stringContaining('found privateModules of a pipeline of hcpTerraform'),
    ]);
  });
});
