import { parseOrgConfig } from '../../lib/config/parse-org-config';
import { changed, problemsOf, SERVICES, VALID } from './org-yaml';

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

  describe('of HCP Terraform', () => {
    const hcp = (workspaces: string) =>
      changed('{ iamUser: {} }', `{ hcpTerraform: { organization: acme, project: Infra, workspaces: ${workspaces} } }`);

    test('have a workspace each for each account, and every one is trusted by its name', () => {
      const result = parseOrgConfig(
        withStates('[network, app]', hcp('{ dev: "{state}-dev", prod: "prod-{state}" }')),
        'org.yaml',
        SERVICES,
      );
      const identity = result.ok ? result.config.pipelines[0]?.identity : undefined;
      if (identity?.kind !== 'oidc') throw new Error('there is no such pipeline');
      expect(identity.hcpTerraform?.workspaces).toEqual([
        { workspace: 'dev', state: 'network', name: 'network-dev' },
        { workspace: 'dev', state: 'app', name: 'app-dev' },
        { workspace: 'prod', state: 'network', name: 'prod-network' },
        { workspace: 'prod', state: 'app', name: 'prod-app' },
      ]);
      expect(identity.jobs.apply.subjects).toEqual(
        ['network-dev', 'app-dev', 'prod-network', 'prod-app'].map(
          (name) => `organization:acme:project:Infra:workspace:${name}:run_phase:apply`,
        ),
      );
      expect(identity.jobs.plan.subjects.join()).not.toContain('{');
      expect(identity.jobs.plan.subjects.join()).not.toContain('*');
    });

    test('may be more than a trust has room for where every workspace of the project is trusted', () => {
      const result = parseOrgConfig(
        withStates('[network, app]', hcp('{ dev: "{state}-dev", prod: "prod-{state}" }, anyWorkspace: {}')),
        'org.yaml',
        SERVICES,
      );
      const identity = result.ok ? result.config.pipelines[0]?.identity : undefined;
      if (identity?.kind !== 'oidc') throw new Error('there is no such pipeline');
      expect(identity.jobs.apply).toMatchObject({
        subjects: ['organization:acme:project:Infra:workspace:*:run_phase:apply'],
      });
      expect(identity.hcpTerraform?.workspaces).toHaveLength(4);
    });

    test.each([
      [
        '{ dev: infra-dev }',
        '[network]',
        'found "infra-dev" of a pipeline with states, expected a name with {state} in it',
      ],
      ['{ dev: "{state}-dev" }', undefined, 'found "{state}-dev" of a pipeline without states'],
      [
        '{ dev: "{state}{state}" }',
        '[network]',
        'expected the name of one workspace, or with states a name that has {state} once',
      ],
      [`{ dev: "{state}-${'x'.repeat(85)}" }`, '[network]', 'which has 93 characters with one of the states'],
      ['{ dev: "{state}-a", prod: "x-{state}" }', '[x, a]', 'two states have the workspace "x-a"'],
    ])('are refused with %s beside %s', (workspaces, states, says) => {
      const text = states === undefined ? hcp(workspaces) : withStates(states, hcp(workspaces));
      expect(problemsOf(text)).toEqual([expect.stringContaining(says)]);
    });
  });
});
