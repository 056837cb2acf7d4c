import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { namesOf } from '../../../lib/domain/names-of';
import type { Pipeline } from '../../../lib/domain/org-config';
import { workspacesOf } from '../../../lib/domain/workspaces';
import { refused } from '../context/refused';
import type { OrgYaml, Rehearsal } from '../context/rehearsal';
import { assume } from '../credentials/ci-identities';
import { HOW_TO_GET_TERRAFORM } from '../machine/find-commands';
import { NotProved } from '../report/ledger';
import { StateOperator } from './state-operator';

/** As much of `orgstrap state history --json` as this looks at. */
interface History {
  readonly versions: readonly {
    readonly version: string;
    readonly is: string;
    readonly serial?: number;
    readonly lineage?: string;
    readonly isCurrent: boolean;
    readonly by?: { readonly who: string };
  }[];
}

/** Each use of the state role raises this alarm, also that of whom it is meant for. */
const ALARMS = ['state-role-is-used'];

/**
 * Looks after a state with the real `orgstrap state`, as the operator that `org.yaml` names: which versions there are and who wrote them,
 * one put back under the lock, one exported. Nobody else becomes the role, and the operator, who is a user, with MFA alone.
 *
 * @param pipeline - one that has applied
 */
export async function lookAfterStates(rehearsal: Rehearsal, orgYaml: OrgYaml, pipeline: Pipeline): Promise<void> {
  // `additions.ts` has said so.
  if (orgYaml.config.operators === undefined) return;
  await refuseOthers(rehearsal, orgYaml);
  const [workspace] = workspacesOf(orgYaml.config, pipeline);
  if (workspace === undefined) return;
  const named = [workspace.name, '--pipeline', pipeline.name];
  const claim = `orgstrap state history shows each version of the state of ${workspace.name}, and who wrote it`;
  if (rehearsal.terraform === undefined) return rehearsal.ledger.skip(claim, HOW_TO_GET_TERRAFORM);
  const found: { history?: History } = {};
  const operator = await StateOperator.signIn(rehearsal, orgYaml, {});
  await proveUse(rehearsal, claim, async () => {
    const history = await historyOf(operator, named);
    found.history = history;
    const unknown = history.versions.find(({ is, by }) => is !== 'state' || by === undefined);
    if (unknown !== undefined || history.versions.length < 2) throw new NotProved(JSON.stringify(history, null, 2));
    return `${history.versions.length} versions, the last one by ${history.versions[0]?.by?.who}`;
  });
  const versions = found.history?.versions ?? [];
  const [current, before] = versions;
  if (current?.serial === undefined || before === undefined) return;
  const { serial } = current;
  await proveUse(
    rehearsal,
    `orgstrap state restore puts a version of the state of ${workspace.name} back with the next serial, and the one before it again`,
    async () => {
      for (const [version, next] of [
        [before.version, serial + 1],
        [current.version, serial + 2],
      ] as const) {
        await operator.run('restore', ...named, '--version-id', version, '--yes');
        const [there] = (await historyOf(operator, named)).versions;
        if (there?.serial !== next || !there.isCurrent || there.lineage !== current.lineage) {
          throw new NotProved(`after the restore of ${version} there is ${JSON.stringify(there)}`);
        }
      }
      return `serial ${serial + 1}, then ${serial + 2}`;
    },
  );
  await proveUse(
    rehearsal,
    `orgstrap state export writes the state of ${workspace.name} for its owner alone`,
    async () => {
      const file = join(rehearsal.work, 'exported.tfstate');
      if (existsSync(file)) rmSync(file);
      await operator.run('export', ...named, '--out', file);
      const mode = (statSync(file).mode & 0o777).toString(8);
      const exported: { readonly serial?: number } = JSON.parse(readFileSync(file, 'utf8'));
      if (mode !== '600' || exported.serial !== serial + 2)
        throw new NotProved(`mode ${mode}, serial ${exported.serial}`);
      return `mode ${mode}, serial ${exported.serial}`;
    },
  );
}

async function historyOf(operator: StateOperator, named: readonly string[]): Promise<History> {
  const { stdout } = await operator.run('history', ...named, '--json');
  return JSON.parse(stdout);
}

/** Its alarm is one of the alarms that must ring. */
async function proveUse(rehearsal: Rehearsal, claim: string, use: () => Promise<string>): Promise<void> {
  await rehearsal.ledger.prove(claim, () => rehearsal.alarmMonitor.during({ claim, alarms: ALARMS }, use));
}

async function refuseOthers(rehearsal: Rehearsal, { config }: OrgYaml): Promise<void> {
  const role = namesOf(config).stateRoleArn;
  const operator = await rehearsal.control.administratorOf(config.accounts.ops);
  await refused(
    rehearsal,
    {
      claim: 'an operator who is a user does not become the state role without MFA',
      because: 'explicit deny in a resource-based policy',
      alarms: ALARMS,
    },
    () => assume(rehearsal, config.homeRegion, operator, role),
  );
  const administrator = await rehearsal.control.administratorOf(config.accounts.terraform);
  if (config.accounts.terraform === config.accounts.ops) return;
  await refused(
    rehearsal,
    {
      claim: 'an administrator of the Terraform account does not become the state role',
      because: 'explicit deny in a resource-based policy',
      alarms: ALARMS,
    },
    () => assume(rehearsal, config.homeRegion, administrator, role, 'administrator'),
  );
}
