import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Credentials } from '../emulated/control';
import { credentialVariables } from '../emulated/environment-variables';
import type { ChildProcesses } from '../machine/child-processes';
import { NotProved } from '../report/ledger';
import type { ActionStep, WorkflowJob } from './workflow';

/** What a job of GitHub Actions has around it. */
export interface RunnerSettings extends Omit<Place, 'checkout'> {
  readonly children: ChildProcesses;
  /** A folder for the checkouts. */
  readonly work: string;
  /** The environment that every job has, without credentials. */
  readonly env: NodeJS.ProcessEnv;
}

/** What a job leaves beside its artifacts. */
export interface JobResult {
  /** A line `name=value` for each output of a step. */
  readonly outputs: string;
  /** In Markdown. */
  readonly summary: string;
}

/** How GitHub runs the scripts of `shell: bash`, and where nothing is said of a shell. */
const BASH = ['--noprofile', '--norc', '-eo', 'pipefail', '-c'];
const UNSAID = ['-e', '-c'];

/**
 * Does on this machine what one of GitHub's does with a job: it has a checkout of its own, and of the jobs before it nothing but
 * their artifacts.
 *
 * @throws NotProved where a script fails, with what it wrote
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
 */
export async function runJob(
  settings: RunnerSettings,
  { env: ofJob, folder, failsInPipes, steps }: WorkflowJob,
): Promise<JobResult> {
  mkdirSync(settings.work, { recursive: true });
  const own = mkdtempSync(join(settings.work, 'job-'));
  const place = { ...settings, checkout: join(own, 'checkout') };
  const files = { GITHUB_OUTPUT: join(own, 'output'), GITHUB_STEP_SUMMARY: join(own, 'summary.md') };
  for (const file of Object.values(files)) writeFileSync(file, '');
  let env: NodeJS.ProcessEnv = { ...settings.env, ...files, ...ofJob };
  for (const step of steps) {
    if ('action' in step) {
      env = { ...env, ...(await runAction(place, step)) };
    } else {
      const cwd = join(place.checkout, folder);
      // A job may need nothing of the repository.
      mkdirSync(cwd, { recursive: true });
      const options = { cwd, env: { ...env, ...step.env } };
      const shell = failsInPipes ? BASH : UNSAID;
      const { status, output } = await settings.children.run('bash', [...shell, step.script], options);
      if (status !== 0) throw new NotProved(`a script ended with ${status}: ${step.script}\n${output}`);
    }
  }
  return {
    outputs: readFileSync(files.GITHUB_OUTPUT, 'utf8'),
    summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'),
  };
}

/** Where a job works, and with whose credentials. */
interface Place {
  /** The folder of what was committed. */
  readonly repository: string;
  /** The folder that a job has of it. */
  readonly checkout: string;
  /** The folder of what jobs hand on to each other, by name. */
  readonly artifacts: string;
  readonly become: Become;
}

/** Shows the token of the job to AWS, and answers with a session of the role that it wants to be. */
export type Become = (roleArn: string) => Promise<Credentials>;

type Inputs = ActionStep['inputs'];
type Action = (place: Place, inputs: Inputs) => NodeJS.ProcessEnv | Promise<NodeJS.ProcessEnv>;

/** What each of them does for a job that orgstrap writes, and nothing that no such job asks for. */
const ACTIONS: ReadonlyMap<string, Action> = new Map<string, Action>([
  [
    'actions/checkout',
    ({ repository, checkout }) => {
      cpSync(repository, checkout, { recursive: true });
      return {};
    },
  ],
  // They are installed already.
  ['hashicorp/setup-terraform', () => ({})],
  ['actions/setup-node', () => ({})],
  [
    'github/codeql-action/upload-sarif',
    ({ checkout }, inputs) => {
      JSON.parse(readFileSync(join(checkout, input(inputs, 'sarif_file')), 'utf8'));
      return {};
    },
  ],
  [
    'aws-actions/configure-aws-credentials',
    async ({ become }, inputs) => credentialVariables(await become(input(inputs, 'role-to-assume'))),
  ],
  [
    'actions/upload-artifact',
    ({ artifacts, checkout }, inputs) => {
      for (const path of input(inputs, 'path').split('\n')) {
        const from = join(checkout, path);
        if (inputs['if-no-files-found'] === 'ignore' && !existsSync(from)) continue;
        const to = join(artifacts, input(inputs, 'name'));
        // What is in a folder, or of files of one folder their names alone.
        cpSync(from, path.endsWith('/') ? to : join(to, basename(path)), { recursive: true });
      }
      return {};
    },
  ],
  [
    'actions/download-artifact',
    ({ artifacts, checkout }, inputs) => {
      const { name, pattern = name ?? '' } = inputs;
      const isMeant = (artifact: string) =>
        pattern.endsWith('*') ? artifact.startsWith(pattern.slice(0, -1)) : artifact === pattern;
      const meant = readdirSync(artifacts).filter(isMeant);
      if (meant.length === 0) throw new Error(`ENOENT: there is no artifact ${pattern}`);
      for (const artifact of meant) {
        cpSync(join(artifacts, artifact), join(checkout, input(inputs, 'path')), { recursive: true });
      }
      return {};
    },
  ],
]);

/**
 * Does what an action does, and answers what the steps behind it find in their environment.
 *
 * @throws Error for an action that is not known here; what the action itself fails with
 */
function runAction(place: Place, { action, inputs }: ActionStep): ReturnType<Action> {
  const known = ACTIONS.get(action);
  if (known === undefined) throw new Error(`nobody here knows what ${action} does`);
  return known(place, inputs);
}

function input(inputs: Inputs, name: string): string {
  const value = inputs[name];
  if (value === undefined) throw new Error(`the input ${name} is missing`);
  return value;
}
