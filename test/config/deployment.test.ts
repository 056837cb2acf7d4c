import { parseOrgConfig } from '../../lib/config/parse-org-config';
import { deployersOf } from '../../lib/domain/deployment';
import { changed, problemsOf, SERVICES, VALID } from './org-yaml';

const IDS = 'ids: { owner: 1, repository: 2 }';
const GITHUB = `{ github: { repository: acme/organization, ${IDS}, apply: { environment: production }, plan: { pullRequests: {} } } }`;
const GITLAB = '{ gitlab: { project: acme/organization, apply: { branch: main }, plan: { anyBranch: {} } } }';

function deployed(identity: string, rest = 'branch: main', file = VALID): string {
  return `${file}deployment: { identity: ${identity}${rest === '' ? '' : `, ${rest}`} }\n`;
}

const FROM_OPS = changed('deployFrom: management', 'deployFrom: ops').replace(/managementAccount:\n {2}.*\n.*\n/, '');

function configOf(file: string) {
  const result = parseOrgConfig(file, 'org.yaml', SERVICES);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.config;
}

describe('deployment', () => {
  test('is not there unless org.yaml has it', () => {
    expect('deployment' in configOf(VALID)).toBe(false);
  });

  test('trusts the jobs of the environment on the branch, by the ids of the repository', () => {
    expect(configOf(deployed(GITHUB)).deployment?.identity.jobs.apply).toEqual({
      audience: 'sts.amazonaws.com',
      subjects: ['repo:acme/organization:environment:production', 'repo:acme@1/organization@2:environment:production'],
      claims: { repository_id: '2', repository_owner_id: '1', ref: 'refs/heads/main' },
    });
  });

  test('may be of another system that signs tokens', () => {
    expect(configOf(deployed(GITLAB, '')).deployment?.identity.system).toBe('gitlab');
  });

  test.each([
    ['keys', '{ iamUser: {} }', '', /identity\.iamUser: found iamUser, expected a CI system that signs tokens/],
    [
      'HCP Terraform',
      '{ hcpTerraform: { organization: acme, project: Infra, workspaces: { dev: a, prod: b, management: c } } }',
      '',
      /found hcpTerraform, expected a CI system that runs commands/,
    ],
    [
      'a branch of GitHub that nobody approves',
      GITHUB.replace('{ environment: production }', '{ branch: main }'),
      'branch: main',
      /apply\.branch: found jobs that deploy without an environment of GitHub/,
    ],
    [
      'a repository by its name alone',
      GITHUB.replace(`${IDS}, `, ''),
      'branch: main',
      /found a repository by its name alone/,
    ],
    ['no branch of GitHub', GITHUB, '', /deployment: found no branch, expected the branch that is deployed/],
    [
      'a branch that AWS does not see',
      GITLAB,
      'branch: main',
      /deployment\.branch: found a branch, which AWS would not look at/,
    ],
    [
      'a provider in an account that deploys nothing',
      GITHUB,
      'branch: main, existingOidcProviderIn: ["444444444444"]',
      /found 444444444444, which deploys nothing, expected one of 111111111111, 333333333333/,
    ],
    [
      'a provider of the Terraform account',
      GITHUB,
      'branch: main, existingOidcProviderIn: ["222222222222"]',
      /found 222222222222, the Terraform account, expected its providers under existingOidcProviders/,
    ],
  ])('is refused with %s', (_, identity, rest, problem) => {
    expect(problemsOf(deployed(identity, rest))).toEqual([expect.stringMatching(problem)]);
  });

  test('has no token in common with a pipeline', () => {
    const pipeline = GITHUB.replace('environment: production', 'environment: Production');
    const file = deployed(GITHUB).replace('{ iamUser: {} }', pipeline);
    expect(problemsOf(file)).toEqual([
      expect.stringMatching(
        /found jobs that become the deployer role and the CI Terraform role of delivery .* reaches every account/,
      ),
      expect.stringMatching(/found jobs that become the planner role and the CI plan role of delivery /),
    ]);
  });

  test('has no token in common with itself', () => {
    const both = GITHUB.replace('{ pullRequests: {} }', '{ environment: production }');
    expect(problemsOf(deployed(both))).toEqual([
      expect.stringMatching(/the planner role and the deployer role of the deployment /),
    ]);
  });

  test('is what the guardrails let through, whoever is listed besides', () => {
    const guarded = `${deployed(GITHUB, 'branch: main', FROM_OPS)}guardrails: { deployers: [] }\n`;
    const roles = ['333333333333', '111111111111'].map((id) => `arn:aws:iam::${id}:role/orgstrap/orgstrap-deployer`);
    expect(configOf(guarded).guardrails?.deployers).toEqual(roles);
    expect(problemsOf(`${FROM_OPS}guardrails: { deployers: [] }\n`)).toEqual([
      expect.stringContaining('found no deployer in the Ops account'),
    ]);
    // Without guardrails nothing is deployed from the management account.
    expect(deployersOf(configOf(deployed(GITHUB, 'branch: main', FROM_OPS)))).toEqual(roles.slice(0, 1));
    expect(deployersOf(configOf(deployed(GITHUB)))).toEqual(roles.slice(1));
  });
});
