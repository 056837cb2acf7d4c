import { workspacesOf } from '../../../../lib/domain/workspaces';
import { NotProved } from '../../report/ledger';
import type { Drill } from '../drill';
import { stateFolder } from './state-folder';
import { StateOperator } from './state-operator';

/** What happens to states, and to their locks, and how each is brought back. */
export const states: Drill = {
  name: 'states',
  title: 'states are deleted and damaged, and runs leave locks behind; nothing is lost',
  begins: (org) => {
    org.setIn(['pipelines', 'delivery', 'environments'], ['prod']);
    for (const name of ['dev', 'stage']) org.deleteIn(['environments', name]);
  },
  isUntouched: true,
  play: async (scene) => {
    const { orgYaml, rehearsal } = scene;
    await scene.deploy('org.yaml is deployed for the first time', orgYaml);
    const [pipeline] = orgYaml.config.pipelines;
    if (pipeline === undefined) throw new Error('there is no pipeline');
    const [workspace] = workspacesOf(orgYaml.config, pipeline);
    if (workspace === undefined) throw new Error('there is no workspace');
    await scene.step('measure', async () => {
      const t = [performance.now()];
      const folder = await stateFolder(rehearsal, orgYaml, pipeline);
      t.push(performance.now());
      await folder.run('workspace', 'select', '-or-create', workspace.name);
      t.push(performance.now());
      const applied = await folder.run('apply', '-auto-approve');
      t.push(performance.now());
      const plan = await folder.tryRun('plan', '-detailed-exitcode');
      t.push(performance.now());
      const plan2 = await folder.tryRun('plan', '-detailed-exitcode', '-refresh=false');
      t.push(performance.now());
      const operator = await StateOperator.signIn(rehearsal, orgYaml, {});
      t.push(performance.now());
      const history = await operator.tryRun('history', 'prod');
      t.push(performance.now());
      throw new NotProved(
        t.map((x, i) => (i ? (x - (t[i - 1] ?? 0)).toFixed(0) : '')).join(' ') +
          applied.output +
          plan.status +
          plan2.status +
          history.output,
      );
    });
    return scene.endWell(orgYaml);
  },
};
