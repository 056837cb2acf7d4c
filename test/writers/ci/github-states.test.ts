import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { environment, manyAccounts, orgConfig } from '../../support/org-config';
import { TestRepository } from './test-repository';
import { withStates, workflowsOf } from './written';

const STATES = ['network', 'app'];
const several = withStates(STATES, orgConfig().environments);
const { plan, apply, drift } = workflowsOf('delivery', several);

describe('the jobs of a pipeline with several states', () => {
  test('plan and apply each state of each workspace once, in its folder', () => {
    const units = ['dev', 'stage', 'prod'].flatMap((workspace) => STATES.map((state) => `${state}--${workspace}`));
    expect(Object.keys(apply.jobs)).toEqual([
      'workspaces',
      'changes',
      ...units.flatMap((unit) => [`plan-${unit}`, `apply-${unit}`]),
    ]);
    expect(apply.jobs['apply-app--dev']).toMatchObject({
      defaults: { run: { 'working-directory': 'infrastructure/app' } },
      env: { STATE: 'app', TERRAFORM_WORKSPACE: 'dev', TF_VAR_access: 'apply' },
    });
  });

  test('never have one name', () => {
    const config = withStates(
      ['a', 'b-a', 'a-b'],
      [
        { ...environment('dev', 'ou-abcd-11111111', '444444444444') },
        { ...environment('b-a', 'ou-abcd-22222222', '555555555555') },
        { ...environment('a--dev', 'ou-abcd-33333333', '666666666666') },
      ],
    );
    expect(Object.keys(workflowsOf('delivery', config).apply.jobs)).toHaveLength(2 + 2 * 9);
  });

  test('wait for the state before in the environment, and for the last one of the environment before', () => {
    const needs = (job: string) => apply.jobs[job]?.needs;
    expect(needs('changes')).toBe('workspaces');
    expect(needs('plan-network--dev')).toEqual(['changes']);
    expect(needs('plan-app--dev')).toEqual(['changes', 'apply-network--dev']);
    expect(needs('plan-network--stage')).toEqual(['changes', 'apply-app--dev']);
    expect(needs('apply-app--stage')).toEqual(['plan-app--stage']);
  });

  test('run where their state has changed, and nothing has failed', () => {
    expect(apply.jobs['plan-app--dev']?.if).toBe(
      "${{ !failure() && !cancelled() && github.ref == 'refs/heads/main' && contains(fromJSON(needs.changes.outputs.states), 'app') }}",
    );
  });

  test('look at what changed on a pull request, and at everything for drift', () => {
    expect(plan.jobs.plan?.strategy?.matrix).toEqual({
      state: '${{ fromJSON(needs.changes.outputs.states) }}',
      workspace: ['dev', 'stage', 'prod'],
    });
    expect(plan.jobs.comment?.needs).toEqual(['changes', 'plan']);
    expect(drift.jobs.plan?.strategy?.matrix).toEqual({ state: STATES, workspace: ['dev', 'stage', 'prod'] });
  });

  test('are in as many matrices as have 256 jobs at most', () => {
    const config = withStates(['a', 'b', 'c'], manyAccounts(200));
    for (const workflow of [workflowsOf('delivery', config).plan, workflowsOf('delivery', config).drift]) {
      const parts = ['plan-1', 'plan-2', 'plan-3'].map((job) => workflow.jobs[job]?.strategy?.matrix.workspace ?? []);
      expect(parts.map(({ length }) => length)).toEqual([85, 85, 30]);
      expect(new Set(parts.flat()).size).toBe(200);
    }
  });
});

test('an environment waits for those that it is after, and not for those beside it', () => {
  const [dev, stage, prod] = orgConfig().environments;
  const beside: OrgConfig['environments'] = [dev, { ...stage, after: [] }, { ...prod, after: ['dev', 'stage'] }].map(
    (one) => ({ ...environment('x', 'ou-abcd-11111111', '444444444444'), ...one }),
  );
  const { jobs } = workflowsOf('delivery', withStates([], beside)).apply;
  expect(jobs['plan-stage']?.needs).toEqual(['workspaces']);
  expect(jobs['plan-prod']?.needs).toEqual(['apply-dev', 'apply-stage']);
});

describe('what changed', () => {
  let repository: TestRepository;

  beforeEach(() => {
    repository = new TestRepository();
  });

  afterEach(() => repository.remove());

  /** As the job of a workflow says it, with a `gh` that answers the commit of the run before. */
  function changedIn(workflow: typeof plan, { event = 'push', before = '' } = {}): string {
    const script = workflow.jobs.changes?.steps.find(({ run }) => run !== undefined)?.run ?? '';
    const { status, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', `gh() { echo "${before}"; }\n${script}`], {
      cwd: join(repository.folder, 'infrastructure'),
      env: {
        ...process.env,
        STATES: STATES.join(' '),
        EVENT: event,
        RUNS: '',
        BRANCH: 'main',
        GITHUB_OUTPUT: join(repository.folder, 'out'),
      },
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
    return readFileSync(join(repository.folder, 'out'), 'utf8');
  }

  const All = 'states=["network","app"]\nlist=network app\n';

  test.each([
    [['infrastructure/app/main.tf'], 'states=["app"]\nlist=app\n'],
    [['infrastructure/app/main.tf', 'infrastructure/network/new.tf'], All],
    [['infrastructure/modules/x.tf'], All],
    [['infrastructure/app-2/x.tf'], All],
    [['infrastructure/app/ü.tf'], All],
    [['README.md'], 'states=[]\nlist=\n'],
  ])('in a pull request with %j is found', (paths, found) => {
    repository.commit(...paths);
    expect(changedIn(plan)).toBe(found);
  });

  test('is what changed since the run before, over several commits', () => {
    const before = repository.git('rev-parse', 'HEAD');
    repository.commit('infrastructure/app/main.tf');
    repository.commit('README.md');
    expect(changedIn(apply, { before })).toBe('states=["app"]\nlist=app\n');
  });

  test.each([
    ['the run before has failed, or is none', { before: '' }],
    ['its commit is gone', { before: '0123456789012345678901234567890123456789' }],
    ['it is run by hand', { event: 'workflow_dispatch', before: 'HEAD' }],
  ])('is everything where %s', (_, run) => {
    repository.commit('infrastructure/app/main.tf');
    expect(changedIn(apply, run)).toBe(All);
  });
});
