import { stringify } from 'yaml';
import { filesOf } from '../../../../test/writers/ci/written';
import { workflowJob } from '../../github/workflow';

/** A workflow with one job of one step, and whatever is wrong with it. */
function workflow(job: Readonly<Record<string, unknown>>, shell = 'bash'): string {
  return stringify({
    env: { AWS_REGION: 'eu-west-1', WHERE: 'everywhere' },
    defaults: { run: { shell, 'working-directory': 'infrastructure' } },
    jobs: { it: { steps: [{ run: 'true' }], ...job } },
  });
}

test('a job has the environment of its workflow and, before that, its own', () => {
  expect(workflowJob(workflow({ env: { WHERE: 'here', NUMBER: 1 } }), 'it')).toEqual({
    env: { AWS_REGION: 'eu-west-1', WHERE: 'here', NUMBER: '1' },
    folder: 'infrastructure',
    failsInPipes: true,
    steps: [{ script: 'true' }],
  });
});

test('one of the jobs of a matrix has its values wherever they are named', () => {
  const workspace = '${{ matrix.workspace }}';
  const steps = [
    { run: `echo ${workspace}` },
    { uses: 'actions/upload-artifact@c0ffee', with: { name: `x-${workspace}` } },
  ];
  expect(
    workflowJob(workflow({ env: { WHERE: workspace }, steps }), 'it', { 'matrix.workspace': 'dev' }),
  ).toMatchObject({
    env: { WHERE: 'dev' },
    steps: [{ script: 'echo dev' }, { action: 'actions/upload-artifact', inputs: { name: 'x-dev' } }],
  });
});

test.each<readonly [string, string, string]>([
  ['of another shell', workflow({}, 'pwsh'), 'for pwsh, not bash'],
  [
    'with an expression',
    workflow({ steps: [{ run: 'echo ${{ github.actor }}' }] }),
    'nobody here knows what github.actor is',
  ],
  [
    'with a value of no matrix',
    workflow({ env: { A: '${{ matrix.workspace }}' } }),
    'nobody here knows what matrix.workspace is',
  ],
  [
    'with a condition that says something else',
    workflow({ steps: [{ run: 'true', if: "hashFiles('x') != ''" }] }),
    'nobody here knows what hashFiles',
  ],
  ['that is not there', workflow({}).replace('it:', 'other:'), 'the job it is undefined'],
])('a job %s is not run as if it were another one', (_, text, message) => {
  expect(() => workflowJob(text, 'it')).toThrow(message);
});

const VALUES = { 'matrix.workspace': 'dev', 'github.run_id': '4711', 'github.run_attempt': '2' };

describe('the workflows that orgstrap writes', () => {
  const files = filesOf('github', 'github');

  test.each([
    ['plan', 'plan', 'orgstrap-ci-plan-github'],
    ['apply', 'workspaces', 'orgstrap-ci-terraform-github'],
    ['apply', 'plan-dev', 'orgstrap-ci-plan-github'],
    ['apply', 'apply-dev', 'orgstrap-ci-terraform-github'],
    ['drift', 'plan', 'orgstrap-ci-plan-github'],
  ])('can be run: of %s the job %s, as %s', (what, job, role) => {
    const { env, steps } = workflowJob(files[`terraform-github-${what}.yml`] ?? '', job, VALUES);
    const roles = steps.flatMap((step) => ('action' in step ? [step.inputs['role-to-assume'] ?? ''] : []));
    expect(roles.filter((arn) => arn !== '').map((arn) => arn.replace(/^.*\//, ''))).toEqual([role]);
    expect(env.TF_VAR_run).toBe('github-4711-2');
    expect(steps.some((step) => 'script' in step && step.script.includes('terraform init'))).toBe(true);
  });
});
