import type { OidcIdentity, OidcSystem } from '../../../lib/domain/ci-identity';
import { type CiRun, runOfSession } from '../../../lib/domain/state/ci-run';

function identity(system: OidcSystem, issuer: string, subject: string): OidcIdentity {
  const jobs = { audience: 'sts.amazonaws.com', subjects: [subject] };
  return { kind: 'oidc', system, issuer, jobs: { apply: jobs, plan: jobs } };
}

const GITHUB = identity('github', 'token.actions.githubusercontent.com', 'repo:acme/infra:environment:production');
const GITLAB = identity('gitlab', 'gitlab.com', 'project_path:acme/platform/infra:ref_type:branch:ref:main');

test('a session of a workflow of GitHub names its run and its attempt', () => {
  expect(runOfSession(GITHUB, 'github-123-2')).toEqual({
    kind: 'github',
    api: 'https://api.github.com',
    repository: 'acme/infra',
    run: '123',
    attempt: 2,
  } satisfies CiRun);
});

test.each([
  ['token.actions.githubusercontent.com/acme', 'https://api.github.com'],
  ['token.actions.acme.ghe.com', 'https://api.acme.ghe.com'],
  ['github.example.com/_services/token', 'https://github.example.com/api/v3'],
])('the issuer %s belongs to the API %s', (issuer, api) => {
  expect(runOfSession({ ...GITHUB, issuer }, 'github-1-1')).toMatchObject({ api });
});

test('the ids in a subject are no part of the name of the repository', () => {
  const immutable = identity('github', GITHUB.issuer, 'repo:acme@12/infra@34:ref:refs/heads/main');
  expect(runOfSession(immutable, 'github-1-1')).toMatchObject({ repository: 'acme/infra' });
});

test('a session of a job of GitLab names it', () => {
  expect(runOfSession(GITLAB, 'gitlab-55-66')).toEqual({
    kind: 'gitlab',
    api: 'https://gitlab.com/api/v4',
    project: 'acme/platform/infra',
    pipeline: '55',
    job: '66',
  } satisfies CiRun);
});

test.each([
  [GITHUB, 'jenkins-delivery-apply-17', /build 17 .*Jenkins/],
  [GITHUB, 'jenkins-delivery-plan-PR-3-17', /build 17 .*Jenkins/],
  [GITLAB, 'github-1-1', /run 1 of GitHub Actions .*org\.yaml does not name/],
  [{ kind: 'iamUser', networks: [] } as const, 'github-1-1', /run 1 of GitHub Actions/],
  [GITHUB, 'gitlab-5-6', /job 6 of pipeline 5 in GitLab/],
  [GITHUB, 'anna', /the session anna/],
  [GITHUB, 'github-1-1/../..', /the session github-1-1\/\.\.\/\.\./],
])('nobody can be asked about what else a session is called (%#)', (of, session, lookAt) => {
  expect(runOfSession(of, session)).toEqual({ kind: 'elsewhere', lookAt: expect.stringMatching(lookAt) });
});
