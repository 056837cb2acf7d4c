import type { Finished } from '../../machine/child-processes';
import { NotProved } from '../../report/ledger';
import { found } from '../words';
import type { Damage } from './damages';
import { runbook } from './runbook';
import { SECRET } from './state-folder';
import type { StateScene } from './state-scene';

/**
 * Does a damage, and brings the state back as somebody does who is woken by it: looks at the versions, puts the last whole one back, and plans: by the commands of the page.
 *
 * @returns what came of it
 * @throws NotProved where the plan is not clean, or anything is lost
 */
export async function damagedAndRestored(scene: StateScene, damage: Damage, older: string): Promise<string> {
  const { stored, operator } = scene;
  const before = await stored.read();
  if (damage.leaves === undefined) await stored.delete();
  else await stored.write(damage.leaves({ current: before.text, older }));
  const said = await symptomOf(scene, damage);

  const values = { VERSION: before.version };
  const plain = await runbook(operator, 'restore-state', values);
  found(plain.output, { says: [before.version, 'terraform_data.kept["one"]'], silent: [SECRET] });
  if (!plain.output.split('\n').some((line) => line.includes(damage.history) && line.includes('current'))) {
    throw new NotProved(`the history does not say ${damage.history} of the current version\n${plain.output}`);
  }
  if (!damage.isOtherLineage) succeeded(plain);
  else {
    found(plain.output, { says: ['--other-lineage', 'nothing was written'] });
    succeeded(await runbook(operator, 'restore-over-another', values));
  }
  return `${said}${before.version} is restored; ${await cleanPlan(scene, before.text)}`;
}

function succeeded({ status, output }: Finished): void {
  if (status !== 0) throw new NotProved(`it ended with ${status}\n${output}`);
}

/** What Terraform says of it, where that is looked for. */
async function symptomOf({ folder, workspace }: StateScene, { symptom = [] }: Damage): Promise<string> {
  if (symptom.length === 0) return '';
  const { output } = await folder.tryRunIn(workspace.name, 'plan');
  const text = output.replaceAll(/\s+/g, ' ');
  const missing = symptom.filter((words) => !text.includes(words));
  if (missing.length > 0) throw new NotProved(`Terraform does not say ${missing.join(' nor ')}\n${output}`);
  return `Terraform said "${symptom.join(' ... ')}"; `;
}

/** @throws NotProved where the next plan would change anything, or the state has other resources or outputs than before */
export async function cleanPlan({ folder, stored, workspace }: StateScene, before: string): Promise<string> {
  const { status, output } = await folder.tryRunIn(workspace.name, 'plan', '-detailed-exitcode');
  if (status !== 0) throw new NotProved(`terraform plan ended with ${status}\n${output}`);
  const [old, now] = [before, (await stored.read()).text].map((text) => JSON.parse(text));
  const isSame = (key: string) => JSON.stringify(old[key]) === JSON.stringify(now[key]);
  if (!['lineage', 'resources', 'outputs'].every(isSame) || !(now.serial > old.serial)) {
    throw new NotProved(`the state is not the one of before, with a higher serial: ${old.serial}, ${now.serial}`);
  }
  return `the plan is clean, and nothing is lost: ${old.resources.length} resources, serial ${old.serial} is ${now.serial} now`;
}
