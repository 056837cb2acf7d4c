import type { OidcJobs } from '../../../lib/domain/ci-identity';
import { LONGEST_RUN_SECONDS } from '../../../lib/domain/ci-identity';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { CHANGES } from '../../../lib/writers/ci/commands';
import { ACTIONS, VERSIONS } from '../../../lib/writers/ci/github/steps';
import { example } from '../../support/examples';
import { environment, orgConfig } from '../../support/org-config';
import { filesOf, type Job, SEVEN, type Step, TERRAFORM, workflowsOf } from './written';

const many = orgConfig({
  environments: [
    {
      ...environment('dev', 'ou-abcd-11111111', '444444444444'),
      accounts: example('fifty-accounts.yaml').environments[0]?.accounts ?? [],
    },
    { ...environment('prod', 'ou-abcd-33333333', '666666666666'), after: ['dev'] },
  ],
  pipelines: [
    {
      name: 'many',
      deployedAs: 'many',
      environments: ['dev', 'prod'],
      states: [],
      identity: SEVEN.pipelines[0]?.identity ?? { kind: 'iamUser', networks: [] },
    },
  ],
});

function github(apply: readonly string[], plan: readonly string[]): OrgConfig {
  const jobs = (contexts: readonly string[]): OidcJobs => ({
    audience: 'sts.amazonaws.com',
    subjects: contexts.flatMap((context) => [`repo:acme/infra:${context}`, `repo:acme@1/infra@2:${context}`]),
  });
  return orgConfig({
    pipelines: [
      {
        name: 'delivery',
        deployedAs: 'delivery',
        environments: ['dev', 'stage', 'prod'],
        states: [],
        identity: { kind: 'oidc', system: 'github', issuer: 'x', jobs: { apply: jobs(apply), plan: jobs(plan) } },
      },
    ],
  });
}

const PLAN_ROLE = /orgstrap-ci-plan-/;
const APPLY_ROLE = /orgstrap-ci-terraform-/;

function roleOf({ steps }: Job): string {
  return String(steps.find(({ uses = '' }) => uses.startsWith('aws-actions/'))?.with?.['role-to-assume'] ?? '');
}

function stepsOf(jobs: readonly Job[]): readonly Step[] {
  return jobs.flatMap(({ steps }) => steps);
}

describe.each([
  ['with tokens', 'github', SEVEN],
  ['with keys', 'jenkins', SEVEN],
  ['with many accounts', 'many', many],
] as const)('the workflows of GitHub, %s', (_, pipeline, config) => {
  const workflows = workflowsOf(pipeline, config);
  const jobs = Object.values(workflows).flatMap((workflow) => Object.values(workflow.jobs));

  test('grant nothing that a job did not ask for, and end each job in time', () => {
    for (const { permissions } of Object.values(workflows)) expect(permissions).toEqual({});
    for (const job of jobs) {
      expect(Object.keys(job.permissions ?? {})).not.toHaveLength(0);
      expect(job['timeout-minutes']).toBeLessThanOrEqual(APPLY_ROLE.test(roleOf(job)) ? 230 : 60);
    }
  });

  test('end no apply later than its session, which is as long as its role allows', () => {
    for (const job of jobs.filter((one) => roleOf(one) !== '')) {
      const session = job.steps.find(({ uses = '' }) => uses.startsWith('aws-actions/'))?.with?.[
        'role-duration-seconds'
      ];
      expect(session).toBe(APPLY_ROLE.test(roleOf(job)) ? LONGEST_RUN_SECONDS : undefined);
      expect(Number(job['timeout-minutes']) * 60).toBeLessThan(Number(session ?? 3600));
    }
  });

  test('let no job that becomes a role write to the repository, and no job that writes see code or a role', () => {
    for (const job of jobs) {
      const writes = Object.entries(job.permissions ?? {}).filter(
        ([what, level]) => level === 'write' && what !== 'id-token',
      );
      const sees = job.steps.some(({ uses = '' }) => /^(actions\/checkout|aws-actions\/)/.test(uses));
      expect([writes.length > 0, sees]).toEqual(sees ? [false, true] : [true, false]);
    }
  });

  test('pin every action by its commit, with its version behind it', () => {
    const lines = Object.values(filesOf('github', pipeline, config)).flatMap((text) => text.split('\n'));
    const uses = lines.filter((line) => line.includes('uses:'));
    expect(uses).toHaveLength(stepsOf(jobs).filter(({ uses }) => uses !== undefined).length);
    for (const line of uses) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    const ofTerraform = [...VERSIONS.keys()].filter((action) => action !== ACTIONS.setupOpenTofu);
    expect(new Set(stepsOf(jobs).flatMap(({ uses = [] }) => uses))).toEqual(new Set(ofTerraform));
  });

  test('put no expression into a script', () => {
    for (const { run = '' } of stepsOf(jobs)) expect(run).not.toContain('${{');
  });

  test('keep no credentials of git, and no plan for more than a day', () => {
    for (const { uses = '', with: options } of stepsOf(jobs)) {
      if (uses.startsWith('actions/checkout')) expect(options).toEqual({ 'persist-credentials': false });
      if (uses.startsWith('actions/upload')) expect(options).toMatchObject({ 'retention-days': 1 });
    }
  });

  test('apply with the role that applies, and do everything else with the role that plans', () => {
    for (const job of jobs.filter((one) => roleOf(one) !== '')) {
      const scripts = job.steps.map(({ run = '' }) => run).join('\n');
      const applies = scripts.includes(TERRAFORM.apply) || scripts.includes('-or-create');
      expect(roleOf(job)).toMatch(applies ? APPLY_ROLE : PLAN_ROLE);
      expect(job.env?.TF_VAR_access).toBe(applies ? 'apply' : 'plan');
      expect(job.environment).toBe(applies ? 'production' : undefined);
    }
  });

  test('name the run, and each repetition of it, in what every job does', () => {
    const run = 'github-${{ github.run_id }}-${{ github.run_attempt }}';
    for (const workflow of Object.values(workflows)) expect(workflow.env).toMatchObject({ TF_VAR_run: run });
    const becomes = stepsOf(jobs).filter(({ uses = '' }) => uses.startsWith('aws-actions/'));
    for (const step of becomes) expect(step.with?.['role-session-name']).toBe(run);
  });

  test('plan, apply and look at each workspace once', () => {
    const workspaces = config.environments.flatMap(({ accounts }) => accounts.map(({ workspace }) => workspace));
    const names = Object.keys(workflows.apply.jobs);
    expect(names).toEqual(['workspaces', ...workspaces.flatMap((name) => [`plan-${name}`, `apply-${name}`])]);
    for (const workflow of [workflows.plan, workflows.drift]) {
      expect(workflow.jobs.plan?.strategy?.matrix.workspace).toEqual(workspaces);
    }
  });

  test('begin an environment when all of the one before it is applied', () => {
    const waves = config.environments.map(({ accounts }) => accounts.map(({ workspace }) => workspace));
    waves.forEach((wave, index) => {
      const before = waves[index - 1]?.map((workspace) => `apply-${workspace}`) ?? ['workspaces'];
      for (const workspace of wave) {
        expect(workflows.apply.jobs[`plan-${workspace}`]?.needs).toEqual(before);
        expect(workflows.apply.jobs[`apply-${workspace}`]?.needs).toEqual([`plan-${workspace}`]);
      }
    });
  });

  test('apply the very plan that was saved for the workspace, where it changes something', () => {
    for (const [name, job] of Object.entries(workflows.apply.jobs)) {
      if (!name.startsWith('apply-')) continue;
      const planned = workflows.apply.jobs[name.replace('apply-', 'plan-')];
      const saved = planned?.steps.find(({ uses = '' }) => uses.startsWith('actions/upload'))?.with?.name;
      const taken = job.steps.find(({ uses = '' }) => uses.startsWith('actions/download'))?.with?.name;
      expect(taken).toBe(saved);
      expect(job.if).toContain(`.outputs.status == '${CHANGES}'`);
      expect(job.if).toContain('!failure() && !cancelled()');
    }
  });

  test('cancel nothing that runs', () => {
    const texts = Object.values(filesOf('github', pipeline, config)).join('\n');
    expect(texts.match(/cancel-in-progress: false/g)).toHaveLength(3);
    expect(texts).not.toContain('cancel-in-progress: true');
  });

  test('plan no pull request of a fork', () => {
    for (const job of Object.values(workflows.plan.jobs)) {
      expect(job.if).toContain('github.event.pull_request.head.repo.full_name == github.repository');
    }
    expect(workflows.plan.on).toEqual({ pull_request: { branches: ['main'] } });
  });
});

test('with keys no job asks for a token, and each takes the keys of its own user and tags no session', () => {
  const workflows = workflowsOf('jenkins');
  const jobs = Object.values(workflows).flatMap((workflow) => Object.values(workflow.jobs));
  for (const job of jobs) expect(job.permissions).not.toHaveProperty('id-token');
  const credentials = stepsOf(jobs).filter(({ uses = '' }) => uses.startsWith('aws-actions/'));
  expect(credentials.length).toBeGreaterThan(0);
  for (const { with: options = {} } of credentials) {
    const access = PLAN_ROLE.test(String(options['role-to-assume'])) ? 'PLAN' : 'APPLY';
    expect(options['role-skip-session-tagging']).toBe(true);
    expect(options['aws-secret-access-key']).toBe(`\${{ secrets.ORGSTRAP_${access}_SECRET_ACCESS_KEY }}`);
  }
});

describe('the jobs run where their tokens have the trusted subject', () => {
  test('an environment to plan is that of every job that plans', () => {
    const { plan, apply, drift } = workflowsOf('delivery', github(['environment:live%3Aeu'], ['environment:look']));
    for (const job of [plan.jobs.plan, apply.jobs['plan-dev'], drift.jobs.plan]) expect(job?.environment).toBe('look');
    expect(apply.jobs['apply-dev']?.environment).toBe('live:eu');
  });

  test('a branch to apply means no environment, and the file says that nobody is asked', () => {
    const config = github(['ref:refs/heads/release/c++'], ['environment:look']);
    const { apply } = workflowsOf('delivery', config);
    expect(apply.jobs['apply-dev']?.environment).toBeUndefined();
    expect(apply.on.push).toEqual({ branches: ['release/c\\+\\+'] });
    expect(apply.jobs['plan-dev']?.if).toContain("github.ref == 'refs/heads/release/c++'");
    expect(filesOf('github', 'delivery', config)['terraform-delivery-apply.yml']).toContain('nobody is asked');
  });

  test.each([
    ['pull requests alone', ['pull_request']],
    ['the branch alone', ['ref:refs/heads/main']],
  ])('trust that plans %s is refused with what to write', (_, plan) => {
    expect(() => filesOf('github', 'delivery', github(['environment:production'], plan))).toThrow(
      'write plan: { pullRequests: {}, branch: main }',
    );
  });

  test('a branch that is planned and applied without an environment is refused: its token would do both', () => {
    const config = github(['ref:refs/heads/main'], ['pull_request']);
    expect(() => filesOf('github', 'delivery', config)).toThrow('write apply: { environment: production }');
  });
});
