import fc from 'fast-check';

/** What the jobs of a CI system may be like, and which of them `examples/seven-systems.yaml` means. */
export interface System<Parts extends Readonly<Record<string, string>> = Readonly<Record<string, string>>> {
  readonly pipeline: string;
  readonly issuer: string;
  readonly audience: string;
  /** The claims that are as they are whatever the job is. */
  readonly claims: Readonly<Record<string, string>>;
  /** What somebody chooses who may make repositories, branches and steps of his own. */
  readonly parts: { readonly [Part in keyof Parts]: fc.Arbitrary<string> };
  readonly subject: (parts: Parts) => string;
  readonly applies: (parts: Parts) => boolean;
  readonly plans: (parts: Parts) => boolean;
}

/** One of the right names, one that is almost right, or one that holds pieces of a subject. */
function named(names: readonly string[], separator: RegExp | string, pieces: readonly string[]): fc.Arbitrary<string> {
  const right = fc.constantFrom(...names);
  return fc.oneof(
    { weight: 6, arbitrary: right },
    {
      weight: 2,
      arbitrary: fc.oneof(
        right.map((name) => `${name}2`),
        right.map((name) => `x${name}`),
        right.map((name) => name.slice(0, -1)),
        right.map((name) => name.toUpperCase()),
      ),
    },
    {
      weight: 2,
      arbitrary: fc
        .array(fc.constantFrom(...names, ...pieces), { minLength: 1, maxLength: 8 })
        .map((found) => found.join(String(separator))),
    },
  );
}

const ID = '22222222-2222-4222-8222-222222222222';
const APPLY = '33333333-3333-4333-8333-333333333333';
const PLAN = '44444444-4444-4444-8444-444444444444';
const ORGANIZATION = '55555555-5555-4555-8555-555555555555';
const PROJECT = '66666666-6666-4666-8666-666666666666';
const COMMIT = '0123456789abcdef0123456789abcdef01234567';

const name = (...names: readonly string[]) => named(names, '-', ['acme', 'x']);
const branch = (...pieces: readonly string[]) => named(['main', 'feature/x'], '/', pieces);

function system<Parts extends Readonly<Record<string, string>>>(given: System<Parts>): System {
  return given as unknown as System;
}

export const JOBS: readonly System[] = [
  system<{ owner: string; repository: string; context: string }>({
    pipeline: 'github',
    issuer: 'token.actions.githubusercontent.com',
    audience: 'sts.amazonaws.com',
    claims: { repository_id: '7654321', repository_owner_id: '1234567' },
    parts: {
      owner: name('acme', 'acme@1234567'),
      repository: name('infrastructure', 'infrastructure@7654321'),
      context: named(
        ['environment:production', 'pull_request', 'ref:refs/heads/main', 'ref:refs/heads/x', 'environment:x'],
        ':',
        ['repo', 'acme/infrastructure', 'ref'],
      ),
    },
    subject: ({ owner, repository, context }) => `repo:${owner}/${repository}:${context}`,
    applies: (job) => isOurs(job) && job.context === 'environment:production',
    plans: (job) => isOurs(job) && ['pull_request', 'ref:refs/heads/main'].includes(job.context),
  }),
  system<{ project: string; kind: string; ref: string }>({
    pipeline: 'gitlab',
    issuer: 'gitlab.example.com',
    audience: 'https://gitlab.example.com',
    claims: {},
    parts: {
      project: named(['acme/platform/infrastructure'], '/', ['acme', 'x', 'ref', 'main']),
      kind: fc.constantFrom('branch', 'tag'),
      ref: branch('ref', 'ref_type', 'project_path'),
    },
    subject: ({ project, kind, ref }) => `project_path:${project}:ref_type:${kind}:ref:${ref}`,
    applies: ({ project, kind, ref }) =>
      project === 'acme/platform/infrastructure' && kind === 'branch' && ref === 'main',
    plans: ({ project, kind }) => project === 'acme/platform/infrastructure' && kind === 'branch',
  }),
  system<{ repository: string; environment: string; step: string }>({
    pipeline: 'bitbucket',
    issuer: 'api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc',
    audience: 'ari:cloud:bitbucket::workspace/11111111-1111-4111-8111-111111111111',
    claims: {},
    parts: {
      repository: fc.constantFrom(ID, APPLY, PLAN, PROJECT),
      environment: fc.constantFrom('', `:{${APPLY}}`, `:{${PLAN}}`, `:{${PROJECT}}`),
      step: fc.oneof(fc.uuid(), fc.constantFrom(APPLY, PLAN)),
    },
    subject: ({ repository, environment, step }) => `{${repository}}${environment}:{${step}}`,
    applies: ({ repository, environment }) => repository === ID && environment === `:{${APPLY}}`,
    plans: ({ repository, environment }) => repository === ID && environment === `:{${PLAN}}`,
  }),
  system<{ project: string; user: string; origin: string; ref: string }>({
    pipeline: 'circleci',
    issuer: `oidc.circleci.com/org/${ORGANIZATION}`,
    audience: ORGANIZATION,
    claims: {},
    parts: {
      project: fc.constantFrom(PROJECT, ID),
      user: fc.uuid(),
      origin: named(['github.com/acme/infrastructure'], '/', ['github.com', 'mallory']),
      ref: branch('vcs-origin', 'github.com/acme/infrastructure', 'vcs-ref', 'refs/heads').chain((text) =>
        fc.constantFrom(`refs/heads/${text}`, `refs/tags/${text}`),
      ),
    },
    subject: ({ project, user, origin, ref }) =>
      `org/${ORGANIZATION}/project/${project}/user/${user}/vcs-origin/${origin}/vcs-ref/${ref}`,
    applies: ({ project, origin, ref }) =>
      project === PROJECT && origin === 'github.com/acme/infrastructure' && ref === 'refs/heads/main',
    plans: ({ project, origin, ref }) =>
      project === PROJECT && origin === 'github.com/acme/infrastructure' && ref.startsWith('refs/heads/'),
  }),
  system<{ organization: string; pipeline: string; ref: string; commit: string; step: string }>({
    pipeline: 'buildkite',
    issuer: 'agent.buildkite.com',
    audience: 'sts.amazonaws.com',
    claims: {},
    parts: {
      organization: name('acme'),
      pipeline: name('infrastructure-apply', 'infrastructure'),
      ref: branch('refs', 'heads').map((text) => `refs/heads/${text}`),
      // Whoever starts a build names its commit, and Buildkite believes it.
      commit: named([COMMIT], ':', ['ref:refs/heads/main', 'commit', 'step:apply', 'step:plan', 'HEAD']),
      step: name('apply', 'plan'),
    },
    subject: ({ organization, pipeline, ref, commit, step }) =>
      `organization:${organization}:pipeline:${pipeline}:ref:${ref}:commit:${commit}:step:${step}`,
    applies: ({ organization, pipeline, ref, step }) =>
      organization === 'acme' && pipeline === 'infrastructure-apply' && ref === 'refs/heads/main' && step === 'apply',
    plans: ({ organization, pipeline, step }) =>
      organization === 'acme' && pipeline === 'infrastructure' && step === 'plan',
  }),
  system<{ organization: string; project: string; workspace: string; phase: string }>({
    pipeline: 'hcp-terraform',
    issuer: 'app.terraform.io',
    audience: 'aws.workload.identity',
    claims: {},
    parts: {
      organization: name('acme'),
      project: name('Infrastructure'),
      workspace: name('infrastructure-prod'),
      phase: fc.constantFrom('plan', 'apply'),
    },
    subject: ({ organization, project, workspace, phase }) =>
      `organization:${organization}:project:${project}:workspace:${workspace}:run_phase:${phase}`,
    applies: (job) => isOurWorkspace(job) && job.phase === 'apply',
    plans: (job) => isOurWorkspace(job) && job.phase === 'plan',
  }),
  system<{ organization: string; project: string; connection: string }>({
    pipeline: 'azure-devops',
    issuer: 'vstoken.dev.azure.com/77777777-7777-4777-8777-777777777777',
    audience: 'api://AzureADTokenExchange',
    claims: {},
    parts: {
      organization: name('acme'),
      project: name('Infrastructure'),
      connection: name('orgstrap-apply', 'orgstrap-plan'),
    },
    subject: ({ organization, project, connection }) => `sc://${organization}/${project}/${connection}`,
    applies: (job) => isOurProject(job) && job.connection === 'orgstrap-apply',
    plans: (job) => isOurProject(job) && job.connection === 'orgstrap-plan',
  }),
];

/** With the ids in both, or in none. */
function isOurs({ owner, repository }: { readonly owner: string; readonly repository: string }): boolean {
  return ['acme/infrastructure', 'acme@1234567/infrastructure@7654321'].includes(`${owner}/${repository}`);
}

function isOurWorkspace(job: { readonly organization: string; readonly project: string; readonly workspace: string }) {
  return job.organization === 'acme' && job.project === 'Infrastructure' && job.workspace === 'infrastructure-prod';
}

function isOurProject(job: { readonly organization: string; readonly project: string }): boolean {
  return job.organization === 'acme' && job.project === 'Infrastructure';
}
