import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { manyAccounts, orgConfig } from '../../support/org-config';
import { TestRepository } from './test-repository';
import { filesOf, SEVEN, TERRAFORM, withStates } from './written';

interface Job {
  readonly extends?: string;
  readonly stage: string;
  readonly rules: readonly { readonly if: string; readonly when?: string; readonly allow_failure?: boolean }[];
  readonly script?: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly dependencies?: readonly string[];
  readonly parallel?: {
    readonly matrix: readonly { readonly STATE?: string; readonly TERRAFORM_WORKSPACE: readonly string[] }[];
  };
  readonly artifacts?: { readonly paths: readonly string[] };
  readonly trigger?: unknown;
  readonly cache?: unknown;
}

const STATES = ['network', 'app'];
const GITLAB = SEVEN.pipelines.find(({ name }) => name === 'gitlab');

function written(environments = orgConfig().environments, states: readonly string[] = STATES) {
  const files = filesOf('gitlab', 'delivery', withStates(states, environments, GITLAB));
  const [parent, child] = ['.gitlab-ci.yml', 'terraform-delivery.yml'].map((name) => parse(files[name] ?? ''));
  const jobsIn = (file: Readonly<Record<string, unknown>>): Readonly<Record<string, Job>> =>
    Object.fromEntries(
      Object.entries(file).filter(([name]) => !['stages', 'workflow'].includes(name) && !name.startsWith('.')),
    ) as Record<string, Job>;
  return { parent, child, jobs: jobsIn(parent), childJobs: jobsIn(child) };
}

const { parent, child, jobs, childJobs } = written();
const UNITS = ['dev', 'stage', 'prod'].flatMap((workspace) => STATES.map((state) => `${state}--${workspace}`));

test('the pipeline starts another one of what its job before has found, and waits for it', () => {
  expect(Object.keys(jobs)).toEqual(['workspaces', 'changes', 'states', 'drift-network', 'drift-app', 'drift-issue']);
  expect(jobs.states).toMatchObject({
    stage: 'states',
    trigger: { include: [{ artifact: 'changed-states.yml', job: 'changes' }], strategy: 'depend' },
  });
  expect(jobs.states?.rules).toEqual(jobs.changes?.rules);
  expect(jobs.changes?.artifacts?.paths).toEqual(['changed-states.yml']);
});

test('each state of each workspace is planned and applied once, state by state in each environment', () => {
  const order = Object.entries(childJobs).filter(([name]) => /^(plan|apply)-.*--/.test(name));
  expect(order.map(([name]) => name)).toEqual(UNITS.flatMap((unit) => [`plan-${unit}`, `apply-${unit}`]));
  const places = order.map(([, { stage }]) => child.stages.indexOf(stage));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(new Set(places).size).toBe(places.length);
  expect(places).not.toContain(-1);
  expect(childJobs['apply-app--dev']).toMatchObject({
    extends: '.as-apply',
    dependencies: ['plan-app--dev'],
    variables: { STATE: 'app', TERRAFORM_WORKSPACE: 'dev' },
    script: [TERRAFORM.selectWorkspace, TERRAFORM.apply],
  });
  expect(child['.terraform'].before_script[0]).toBe('cd infrastructure/$STATE');
});

test('a state is planned and applied where it has changed alone, and applied on the branch when a person starts it', () => {
  expect(childJobs['plan-merge-request-app']?.rules).toEqual([
    { if: '$CI_MERGE_REQUEST_IID && $CHANGED_STATES =~ /,app,/' },
  ]);
  expect(childJobs['apply-app--dev']?.rules).toEqual([
    { if: '$CI_COMMIT_BRANCH == "main" && $CHANGED_STATES =~ /,app,/', when: 'manual', allow_failure: false },
  ]);
});

test('what applies is on the branch alone, and nothing of a merge request has its role', () => {
  for (const [, { extends: base, rules }] of [...Object.entries(jobs), ...Object.entries(childJobs)]) {
    if (base === '.as-apply') for (const rule of rules) expect(rule.if).toContain('$CI_COMMIT_BRANCH == "main"');
  }
});

test('the commit that was applied is kept when everything is done, and read by the next pipeline', () => {
  const cache = { key: 'terraform-applied-delivery', paths: ['.terraform-applied'] };
  expect(childJobs.applied).toMatchObject({
    stage: child.stages.at(-1),
    rules: [{ if: '$CI_COMMIT_BRANCH == "main"' }],
    cache: { ...cache, policy: 'push' },
  });
  expect(jobs.changes).toMatchObject({ cache: { ...cache, policy: 'pull' } });
});

test('no matrix has more than 200 jobs, whatever there is', () => {
  const many = written(manyAccounts(450));
  const matrices = [...Object.values(many.jobs), ...Object.values(many.childJobs)].flatMap(
    ({ parallel }) => parallel?.matrix ?? [],
  );
  expect(matrices).toHaveLength(2 * 2 * 3);
  for (const { TERRAFORM_WORKSPACE: part } of matrices) expect(part.length).toBeLessThanOrEqual(200);
  const ofOne = matrices.filter(({ STATE }) => STATE === 'app').flatMap(({ TERRAFORM_WORKSPACE: part }) => part);
  expect(new Set(ofOne).size).toBe(450);
  expect(ofOne).toHaveLength(900);
});

test('new workspaces are made in the folder of each state', () => {
  const script = jobs.workspaces?.script?.join('\n') ?? '';
  const { stdout, status } = spawnSync(
    'sh',
    ['-euc', `cd() { echo "cd $1"; }; terraform() { echo "terraform $*"; }\n${script}`],
    { encoding: 'utf8' },
  );
  expect(status).toBe(0);
  expect(stdout.split('\n').slice(0, 6)).toEqual([
    'cd infrastructure/network',
    'terraform init -lockfile=readonly',
    ...['dev', 'stage', 'prod'].map((name) => `terraform workspace select -or-create ${name}`),
    'cd infrastructure/app',
  ]);
});

test('a state that cannot be initialised stops the making of workspaces', () => {
  const script = jobs.workspaces?.script?.join('\n') ?? '';
  const { status } = spawnSync('sh', ['-euc', `cd() { :; }; terraform() { [ "$1" != init ]; }\n${script}`]);
  expect(status).not.toBe(0);
});

describe('what changed', () => {
  let repository: TestRepository;

  beforeEach(() => {
    repository = new TestRepository();
  });

  afterEach(() => repository.remove());

  function changedIn(env: Readonly<Record<string, string>>): unknown {
    const { status, stderr } = spawnSync('sh', ['-euc', jobs.changes?.script?.join('\n') ?? ''], {
      cwd: repository.folder,
      env: { PATH: process.env.PATH, CI_PROJECT_DIR: repository.folder, ...jobs.changes?.variables, ...env },
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
    return parse(readFileSync(join(repository.folder, 'changed-states.yml'), 'utf8'));
  }

  function found(states: string): unknown {
    return {
      include: [{ local: '/.gitlab/terraform-delivery.yml' }],
      variables: { CHANGED_STATES: `,${states},` },
    };
  }

  test.each([
    [['infrastructure/app/main.tf'], 'app'],
    [['infrastructure/modules/x.tf'], 'network,app'],
    [['README.md'], ''],
  ])('in a merge request with %j is found', (paths, states) => {
    const base = repository.git('rev-parse', 'HEAD');
    repository.commit(...paths);
    const env = { CI_PIPELINE_SOURCE: 'merge_request_event', CI_MERGE_REQUEST_DIFF_BASE_SHA: base };
    expect(changedIn(env)).toEqual(found(states));
  });

  test('is what was touched since the commit that was applied, reverted or not', () => {
    const applied = repository.git('rev-parse', 'HEAD');
    repository.commit('infrastructure/app/main.tf');
    repository.git('revert', '--no-edit', 'HEAD');
    repository.write('.terraform-applied', applied);
    expect(changedIn({ CI_PIPELINE_SOURCE: 'push' })).toEqual(found('app'));
  });

  test.each([
    ['nothing was applied yet', 'push', ''],
    ['the commit that was applied is gone', 'push', '0123456789012345678901234567890123456789'],
    ['the pipeline was started by hand', 'web', 'HEAD'],
  ])('is everything where %s', (_, source, applied) => {
    if (applied !== '') repository.write('.terraform-applied', applied);
    repository.commit('infrastructure/app/main.tf');
    expect(changedIn({ CI_PIPELINE_SOURCE: source })).toEqual(found('network,app'));
  });

  test('is everything where the commit that was applied is on another branch', () => {
    const start = repository.git('rev-parse', 'HEAD');
    const applied = repository.commit('infrastructure/network/main.tf');
    repository.git('reset', '-q', '--hard', start);
    repository.commit('infrastructure/app/main.tf');
    repository.write('.terraform-applied', applied);
    expect(changedIn({ CI_PIPELINE_SOURCE: 'push' })).toEqual(found('network,app'));
  });
});

test('drift looks at every state, and the issue names each of them', () => {
  expect(jobs['drift-app']?.parallel?.matrix).toEqual([
    { STATE: 'app', TERRAFORM_WORKSPACE: ['dev', 'stage', 'prod'] },
  ]);
  expect(jobs['drift-app']?.script?.join('\n')).toContain('"../drift/$STATE--$TERRAFORM_WORKSPACE.txt"');
  expect(jobs['drift-issue']?.script?.join('\n')).toContain(
    'for STATE in network app; do for TERRAFORM_WORKSPACE in dev stage prod',
  );
  expect(parent.stages).toEqual(['workspaces', 'changes', 'states', 'drift', 'report']);
});
