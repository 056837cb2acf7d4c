import { changed, problemsOf, VALID } from './org-yaml';

function withStates(states: string, text = VALID): string {
  return text.replace('    identity: ', `    states: ${states}\n    identity: `);
}

describe('the states of a pipeline', () => {
  test('are names, each once', () => {
    expect(problemsOf(withStates('[network, app-2]'))).toEqual([]);
    expect(problemsOf(withStates('[network, app, network]'))).toEqual([
      expect.stringMatching(/pipelines\.delivery\.states\[2\]: found "network" a second time/),
    ]);
  });

  test.each(['App', 'a--b', '-a', 'a-', 'a/b', 'a_b', '2', 's'.repeat(33)])(
    '%s is no name of one: it becomes a folder and a part of the names of jobs',
    (name) => {
      expect(problemsOf(withStates(`["${name}"]`))).toEqual([
        expect.stringMatching(/states\[0\]: found the state name .*, expected 1 to 32 lower-case letters/),
      ]);
    },
  );

  test('are at least one', () => {
    expect(problemsOf(withStates('[]'))).toEqual([
      expect.stringMatching(/states: found .*expected a list of 1 to 256/),
    ]);
  });

  test('are refused beside HCP Terraform, which keeps its states itself', () => {
    const hcp = '{ hcpTerraform: { organization: acme, project: Infra, workspaces: { prod: prod } } }';
    expect(problemsOf(withStates('[network]', changed('{ iamUser: {} }', hcp)))).toEqual([
      expect.stringMatching(/states: found states of a pipeline of HCP Terraform.*remove states/),
    ]);
  });
});
