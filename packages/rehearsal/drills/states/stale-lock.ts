import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { readLock } from '../../../../lib/domain/state/state-lock';
import { NotProved } from '../../report/ledger';
import { found } from '../words';
import { runbook } from './runbook';
import { SECONDS } from './state-folder';
import type { StateScene } from './state-scene';

const RUN = '4711';
const PATIENCE_MS = 120_000;

/** An apply is killed in the middle, as by a machine that goes away; its lock stays. @returns what came of it */
export async function killedApply({ folder, making, stored, workspace, ciSystem }: StateScene): Promise<string> {
  const env = { TF_WORKSPACE: workspace.name, TF_VAR_run: `github-${RUN}-1`, [SECONDS]: '600' };
  ciSystem.says(RUN, 'in_progress');
  const apply = folder.begin(env, 'apply', '-auto-approve');
  const ended = once(apply, 'exit');
  const patience = Date.now() + PATIENCE_MS;
  while (!existsSync(making) && apply.exitCode === null && Date.now() < patience) await setTimeout(200);
  if (apply.pid === undefined || !existsSync(making)) throw new NotProved('the apply does not get so far');
  process.kill(-apply.pid, 'SIGKILL');
  await ended;
  return `killed, and left the lock ${await lockOf(stored)}`;
}

async function lockOf(stored: StateScene['stored']): Promise<string> {
  const lock = readLock((await stored.lock()) ?? '');
  if (lock === undefined) throw new NotProved('there is no lock');
  return lock.id;
}

/** The next apply stops, and names the lock. */
export async function stopsAtLock({ folder, stored, workspace }: StateScene): Promise<string> {
  const id = await lockOf(stored);
  const { status, output } = await folder.tryRunIn(workspace.name, 'apply', '-auto-approve');
  if (status === 0) throw new NotProved('it went on in spite of the lock');
  return `status ${status}${found(output, { says: ['Error acquiring the state lock', id] })}`;
}

/** Nobody releases the lock of a run of which its CI system says that it goes on. */
export async function keptWhileAlive({ operator, stored }: StateScene): Promise<string> {
  const id = await lockOf(stored);
  const { status, output } = await runbook(operator, 'unlock-state');
  if (status !== 1) throw new NotProved(`it ended with ${status}\n${output}`);
  const says = [id, `github-${RUN}-1 may hold it: it goes on (in_progress)`, 'was not released'];
  if ((await lockOf(stored)) !== id) throw new NotProved('the lock is another one');
  return `status 1${found(output, { says })}`;
}

/** Once that run has ended, it is released, and the next apply works. */
export async function releasedAfterwards({
  ciSystem,
  folder,
  operator,
  stored,
  workspace,
}: StateScene): Promise<string> {
  const id = await lockOf(stored);
  ciSystem.says(RUN, 'completed');
  const { status, output } = await runbook(operator, 'unlock-state');
  if (status !== 0) throw new NotProved(`it ended with ${status}\n${output}`);
  const said = found(output, { says: [id, 'it has ended (completed, cancelled)', 'is released'] });
  if ((await stored.lock()) !== undefined) throw new NotProved('the lock is still there');
  await folder.runIn(workspace.name, 'apply', '-auto-approve');
  return `status 0${said}; the next apply works, and nothing is lost`;
}
