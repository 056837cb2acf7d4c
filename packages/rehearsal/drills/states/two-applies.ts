import { NotProved } from '../../report/ledger';
import { SECONDS } from './state-folder';
import type { StateScene } from './state-scene';

/** What the two make: each a resource of its own, of one configuration. */
const MADE = ['terraform_data.of_first_run', 'terraform_data.of_second_run'] as const;

const LOCKED = 'Error acquiring the state lock';

/** Two applies of one workspace at the same time, each patient: the second one waits, and the state has what both made. */
export async function twoPatientApplies(scene: StateScene): Promise<string> {
  const outcomes = await Promise.all(MADE.map((target) => apply(scene, [`-target=${target}`, '-lock-timeout=180s'])));
  const failed = outcomes.find(({ status }) => status !== 0);
  if (failed !== undefined) throw new NotProved(`one ended with ${failed.status}\n${failed.output}`);
  return `both ended with 0; ${await bothAreThere(scene)}`;
}

/** The same without patience: what does not get the lock changes nothing. */
export async function twoImpatientApplies(scene: StateScene): Promise<string> {
  const outcomes = await Promise.all(MADE.map((target) => apply(scene, [`-replace=${target}[0]`])));
  const failed = outcomes.filter(({ status }) => status !== 0);
  const unclean = failed.find(({ output }) => !output.includes(LOCKED));
  if (unclean !== undefined) throw new NotProved(`one failed otherwise than at the lock\n${unclean.output}`);
  if (failed.length === outcomes.length) throw new NotProved('both failed');
  const said = failed.length === 0 ? 'one after the other' : `one stopped: "${LOCKED}"`;
  return `${said}; ${await bothAreThere(scene)}`;
}

function apply({ folder, workspace }: StateScene, args: readonly string[]) {
  const env = { TF_WORKSPACE: workspace.name, [SECONDS]: '3' };
  return folder.tryRunWith(env, 'apply', '-auto-approve', ...args);
}

async function bothAreThere({ operator, stored, workspace }: StateScene): Promise<string> {
  const { output } = await operator.run('show', workspace.name);
  const missing = MADE.filter((address) => !output.includes(`${address}[0]`));
  if (missing.length > 0) throw new NotProved(`the state lacks ${missing.join(' and ')}\n${output}`);
  if ((await stored.lock()) !== undefined) throw new NotProved('a lock is left');
  return 'the state has both, no lock is left, and nothing is lost';
}
