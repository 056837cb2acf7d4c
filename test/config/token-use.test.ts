import { changed, problemsOf } from './org-yaml';

const [A, B, C] = ['22222222', '33333333', '44444444'].map((part) => `${part}-2222-4222-8222-222222222222`);

/** A file with pipelines of these identities, each in a line of its own: the first in line 20. */
function withPipelines(...identities: readonly string[]): string {
  const lines = identities.map((identity, index) => {
    const name = index === 0 ? 'delivery' : `other-${index}`;
    return `  ${name}: { identity: ${identity}, environments: [dev, prod] }`;
  });
  return changed('  delivery:\n    identity: { iamUser: {} }\n    environments: [dev, prod]', lines.join('\n'));
}

/** The roles that a token opens together, each as pipeline and access. */
function sharedBy(...identities: readonly string[]): readonly (readonly string[])[] {
  return problemsOf(withPipelines(...identities)).map((problem) => {
    const [, role = '', its = '', other = '', whose = ''] =
      /: found jobs that become the (\S+ \S+) role and the (\S+ \S+) role of (\S+) (\S+) /.exec(problem) ?? [];
    const path = problem.split(' ')[1] ?? '';
    return [`${path.split('.')[1]} ${role}`, `${other} ${its}`, whose].slice(0, 2);
  });
}

const APPLY = 'CI Terraform';
const PLAN = 'CI plan';
const OWN = [[`delivery ${PLAN}`, `delivery ${APPLY}`]];

const github = (rest: string, repository = 'acme/infra') => `{ github: { repository: ${repository}, ${rest} } }`;
const gitlab = (rest: string, project = 'acme/infra') => `{ gitlab: { project: ${project}, ${rest} } }`;
const circleci = (rest: string, origin = 'github.com/acme/infra') =>
  `{ circleci: { organizationId: ${A}, projectId: ${B}, origin: ${origin}, ${rest} } }`;
const buildkite = (apply: string, plan: string) =>
  `{ buildkite: { organization: acme, apply: { pipeline: ${apply} }, plan: { pipeline: ${plan} } } }`;
const hcp = (rest: string, project = 'Infra') =>
  `{ hcpTerraform: { organization: acme, project: ${project}, ${rest} } }`;
const bitbucket = (apply = '', plan = '', repository = A) =>
  `{ bitbucket: { workspace: acme, workspaceId: ${A}, repositoryId: ${repository}, apply: { environmentId: ${apply} }, plan: { environmentId: ${plan} } } }`;
const azure = (apply: string, plan: string) =>
  `{ azureDevOps: { organization: acme, organizationId: ${A}, project: Infra, apply: { serviceConnection: ${apply} }, plan: { serviceConnection: ${plan} } } }`;

test('a token that opens two roles is one problem, with both places, an example and what mends it', () => {
  expect(problemsOf(withPipelines(github('apply: { environment: ci }, plan: { environment: ci }')))).toEqual([
    expect.stringMatching(
      /^20:\d+ pipelines\.delivery\.identity\.github\.plan: found jobs that become the CI plan role and the CI Terraform role of delivery \(pipelines\.delivery\.identity\.github\.apply on line 20\) as well, by the subject "repo:acme\/infra:environment:ci" of token\.actions\.githubusercontent\.com, expected tokens of its own for each role, .*; give one of them a GitHub environment of its own: /,
    ),
  ]);
});

describe('the two roles of a pipeline', () => {
  test.each([
    ['one environment of GitHub', github('apply: { environment: ci }, plan: { environment: ci }')],
    ['one environment of GitHub in other letters', github('apply: { environment: Ci }, plan: { environment: cI }')],
    ['one branch of GitHub', github('apply: { branch: main }, plan: { pullRequests: {}, branch: main }')],
    [
      'one environment of GitHub beside others',
      github(
        'ids: { owner: 1, repository: 2 }, apply: { environment: ci, branch: main }, plan: { environment: look, branch: main }',
      ),
    ],
    ['one branch of GitLab', gitlab('apply: { branch: main }, plan: { branch: main }')],
    ['one deployment environment of Bitbucket', bitbucket(B, B)],
    ['one pipeline of Buildkite, step by step', buildkite('infra, branch: main, step: apply', 'infra, step: plan')],
    ['one service connection of Azure DevOps', azure('Terraform', 'Terraform')],
    ['one service connection of Azure DevOps in other letters', azure('Terraform', 'terraform')],
  ])('have no token in common, such as of %s', (_, identity) => {
    expect(sharedBy(identity)).toEqual(OWN);
  });

  test.each([
    ['environment and pull requests', github('apply: { environment: ci }, plan: { pullRequests: {}, branch: main }')],
    ['two environments', github('apply: { environment: ci }, plan: { environment: ci-plan }')],
    ['branch and pull requests', github('apply: { branch: main }, plan: { pullRequests: {} }')],
    ['branches, whose case counts', github('apply: { branch: main }, plan: { branch: Main }')],
    ['a branch and every other one', gitlab('apply: { branch: main }, plan: { anyBranch: {} }')],
    ['a branch and every other one, in CircleCI', circleci('apply: { branch: main }, plan: { anyBranch: {} }')],
    ['two deployment environments', bitbucket(B, C)],
    ['two pipelines of Buildkite', buildkite('infra-apply, branch: main, step: x', 'infra, step: x')],
    ['the phases of a run', hcp('workspaces: { dev: infra-dev }')],
    ['the phases of all runs', hcp('anyWorkspace: {}, workspaces: { dev: infra-dev }')],
    ['two service connections', azure('Terraform', 'Terraform plan')],
  ])('may be told apart by %s', (_, identity) => {
    expect(problemsOf(withPipelines(identity))).toEqual([]);
  });
});

describe('the roles of two pipelines', () => {
  const split = github('apply: { environment: live }, plan: { environment: live-plan }');

  test('have no subject in common, each role with its like', () => {
    const identity = github('apply: { environment: ci }, plan: { pullRequests: {} }');
    expect(sharedBy(identity, identity)).toEqual([
      [`other-1 ${APPLY}`, `delivery ${APPLY}`],
      [`other-1 ${PLAN}`, `delivery ${PLAN}`],
    ]);
  });

  test('are looked at in pairs, and what one plans does not apply for the other', () => {
    const first = github('apply: { environment: ci }, plan: { pullRequests: {} }');
    const second = github('apply: { environment: other }, plan: { environment: CI }');
    expect(sharedBy(first, second)).toEqual([[`other-1 ${PLAN}`, `delivery ${APPLY}`]]);
  });

  test.each<[string, string, string]>([
    ['owners in other letters', split, github('apply: { environment: live }, plan: { environment: y }', 'ACME/infra')],
    [
      'a repository with ids and without them',
      split,
      github('ids: { owner: 1, repository: 2 }, apply: { environment: live }, plan: { environment: y }'),
    ],
    [
      'projects in other letters',
      gitlab('apply: { branch: main }, plan: { branch: a }'),
      gitlab('apply: { branch: main }, plan: { branch: b }', 'Acme/Infra'),
    ],
    [
      'every branch over one',
      gitlab('apply: { branch: main }, plan: { anyBranch: {} }'),
      gitlab('apply: { branch: live }, plan: { branch: next }', 'ACME/Infra'),
    ],
    [
      'every branch over one, in CircleCI',
      circleci('apply: { branch: main }, plan: { anyBranch: {} }'),
      circleci('apply: { branch: live }, plan: { anyBranch: {} }', 'github.com/Acme/infra'),
    ],
    [
      'every workspace of a project over one of it',
      hcp('anyWorkspace: {}, workspaces: { dev: x-dev }'),
      hcp('workspaces: { dev: infra-dev }'),
    ],
    ['a workspace', hcp('workspaces: { dev: infra-dev }'), hcp('workspaces: { dev: other, prod: infra-dev }')],
    [
      'a pipeline of Buildkite',
      buildkite('infra-apply, branch: main, step: dev', 'infra, step: plan'),
      buildkite('infra-apply, branch: live, step: prod', 'infra-2, step: plan'),
    ],
    ['a deployment environment', bitbucket(A, B), bitbucket(C, B)],
    ['a service connection', azure('a', 'b'), azure('B', 'c')],
  ])('have no token in common, such as of %s', (_, one, other) => {
    expect(sharedBy(one, other)).not.toEqual([]);
    expect(sharedBy(other, one)).not.toEqual([]);
  });

  test.each<[string, string, string]>([
    ['environments', split, github('apply: { environment: test }, plan: { pullRequests: {} }')],
    ['repositories', split, github('apply: { environment: live }, plan: { environment: live-plan }', 'acme/infra2')],
    [
      'ids, under one name',
      github('ids: { owner: 1, repository: 2 }, apply: { environment: ci }, plan: { pullRequests: {} }'),
      github('ids: { owner: 1, repository: 3 }, apply: { environment: ci }, plan: { pullRequests: {} }'),
    ],
    [
      'servers',
      split,
      github(
        'issuer: https://ghe.example.com/_services/token, apply: { environment: live }, plan: { environment: live-plan }',
      ),
    ],
    [
      'projects, one below the other',
      gitlab('apply: { branch: main }, plan: { anyBranch: {} }'),
      gitlab('apply: { branch: main }, plan: { anyBranch: {} }', 'acme/infra/more'),
    ],
    [
      'projects of HCP Terraform',
      hcp('anyWorkspace: {}, workspaces: { dev: infra-dev }'),
      hcp('anyWorkspace: {}, workspaces: { dev: infra-dev2 }', 'Infra2'),
    ],
    ['repositories of Bitbucket', bitbucket(A, B), bitbucket(A, B, B)],
    ['keys', '{ iamUser: {} }', '{ iamUser: {} }'],
  ])('may be told apart by %s', (_, one, other) => {
    expect(problemsOf(withPipelines(one, other))).toEqual([]);
  });

  test('share a token with no role of a pipeline that is retired', () => {
    const text = withPipelines(split, split).replace('other-1: {', 'other-1: { retired: true,');
    expect(problemsOf(text)).toEqual([]);
  });

  test('are passed over where they cannot be read', () => {
    const problems = problemsOf(withPipelines(split, split.replace('plan:', 'plans:')));
    expect(problems.join()).not.toContain('jobs that become');
    expect(problems).not.toEqual([]);
  });

  test('of states of HCP Terraform are those of every state', () => {
    const withStates = (name: string, states: string) =>
      `${hcp(`workspaces: { dev: "${name}" }`)}, states: ${states}`.replace(/}, states/, '}, states');
    expect(sharedBy(withStates('{state}-dev', '[network, app]'), withStates('net{state}-dev', '[x, work]'))).toEqual([
      [`other-1 ${APPLY}`, `delivery ${APPLY}`],
      [`other-1 ${PLAN}`, `delivery ${PLAN}`],
    ]);
  });
});
