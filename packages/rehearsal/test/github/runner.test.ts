import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runJob } from '../../github/runner';
import type { Step } from '../../github/workflow';
import { ChildProcesses } from '../../machine/child-processes';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orgstrap-runner-'));
  mkdirSync(join(folder, 'repository', 'infrastructure'), { recursive: true });
  writeFileSync(join(folder, 'repository', 'infrastructure', 'main.tf'), '# committed\n');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const CHECKOUT: Step = { action: 'actions/checkout', inputs: {} };
const BECOME: Step = { action: 'aws-actions/configure-aws-credentials', inputs: { 'role-to-assume': 'the role' } };
const artifact = (what: string, path: string): Step => ({
  action: `actions/${what}-artifact`,
  inputs: { name: 'a', path },
});

function run(steps: readonly (Step | string)[], env = {}) {
  return runJob(
    {
      children: new ChildProcesses(new AbortController().signal),
      repository: join(folder, 'repository'),
      artifacts: join(folder, 'artifacts'),
      work: join(folder, 'jobs'),
      env: { PATH: process.env.PATH, REGION: 'of the machine' },
      become: async (role) => ({ accessKeyId: `key of ${role}`, secretAccessKey: 'secret', sessionToken: 'token' }),
    },
    {
      env,
      folder: 'infrastructure',
      failsInPipes: true,
      steps: [CHECKOUT, ...steps.map((step) => (typeof step === 'string' ? { script: step } : step))],
    },
  );
}

const SAY = (what: string) => `echo "${what}" >>"$GITHUB_OUTPUT"`;

test('scripts run one after the other in the folder of the configuration, with the environment of the job', async () => {
  const { outputs, summary } = await run(
    [SAY('$(cat main.tf)'), SAY('$REGION'), 'echo done >>"$GITHUB_STEP_SUMMARY"'],
    { REGION: 'of the job' },
  );
  expect(outputs).toBe('# committed\nof the job\n');
  expect(summary).toBe('done\n');
});

test('only what comes behind the step that becomes a role has credentials', async () => {
  const { outputs } = await run([SAY('${AWS_ACCESS_KEY_ID-none}'), BECOME, SAY('$AWS_ACCESS_KEY_ID')]);
  expect(outputs).toBe('none\nkey of the role\n');
});

test.each([
  ['a command', 'false; true'],
  ['a part of a pipe', 'false | true'],
])('%s that fails ends the job, and says which script it was', async (_, script) => {
  await expect(run([script, `touch "${folder}/too-far"`])).rejects.toThrow(`a script ended with 1: ${script}`);
  expect(() => readFileSync(join(folder, 'too-far'))).toThrow('ENOENT');
});

test('a job has nothing of the one before it but its artifact', async () => {
  await run(['echo kept >kept; echo lost >lost', artifact('upload', 'infrastructure/kept')]);
  const { outputs } = await run([artifact('download', 'infrastructure'), SAY('$(ls)')]);
  expect(outputs).toBe('kept\nmain.tf\n');
});

test('an artifact that nobody has left is not found, nor is a file to leave', async () => {
  await expect(run([artifact('download', '.')])).rejects.toThrow('ENOENT');
  await expect(run([artifact('upload', 'infrastructure/plan.tfplan')])).rejects.toThrow('ENOENT');
});

test('an action that is not known here is not passed over', async () => {
  await expect(run([{ action: 'someone/else', inputs: {} }])).rejects.toThrow(
    'nobody here knows what someone/else does',
  );
});
