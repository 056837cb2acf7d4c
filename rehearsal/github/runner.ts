import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChildProcesses } from '../machine/child-processes';
import { NotProved } from '../report/ledger';
import { act, type Place } from './actions';
import type { WorkflowJob } from './workflow';

/** What a job of GitHub Actions has around it. */
export interface Surroundings extends Omit<Place, 'checkout'> {
  readonly children: ChildProcesses;
  /** A folder for the checkouts. */
  readonly work: string;
  /** The environment that every job has, without credentials. */
  readonly env: NodeJS.ProcessEnv;
}

/** What a job leaves beside its artifacts. */
export interface Done {
  /** A line `name=value` for each output of a step. */
  readonly outputs: string;
  /** In Markdown. */
  readonly summary: string;
}

/** How GitHub runs the scripts of `shell: bash`. */
const BASH = ['--noprofile', '--norc', '-eo', 'pipefail', '-c'];

/**
 * Does on this machine what one of GitHub's does with a job: it has a checkout of its own, and of the jobs before it nothing but
 * their artifacts.
 *
 * @throws NotProved where a script fails, with what it wrote
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
 */
export async function runJob(surroundings: Surroundings, { env: ofJob, folder, steps }: WorkflowJob): Promise<Done> {
  mkdirSync(surroundings.work, { recursive: true });
  const own = mkdtempSync(join(surroundings.work, 'job-'));
  const place = { ...surroundings, checkout: join(own, 'checkout') };
  const files = { GITHUB_OUTPUT: join(own, 'output'), GITHUB_STEP_SUMMARY: join(own, 'summary.md') };
  for (const file of Object.values(files)) writeFileSync(file, '');
  let env: NodeJS.ProcessEnv = { ...surroundings.env, ...files, ...ofJob };
  for (const step of steps) {
    if ('action' in step) {
      env = { ...env, ...(await act(place, step)) };
    } else {
      const options = { cwd: join(place.checkout, folder), env };
      const { status, output } = await surroundings.children.run('bash', [...BASH, step.script], options);
      if (status !== 0) throw new NotProved(`a script ended with ${status}: ${step.script}\n${output}`);
    }
  }
  return {
    outputs: readFileSync(files.GITHUB_OUTPUT, 'utf8'),
    summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'),
  };
}
