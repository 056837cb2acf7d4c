import type { Drill } from '../drill';
import { DAMAGES } from './damages';
import { largeStateRestored } from './large-state';
import { cleanPlan, damagedAndRestored } from './restored';
import { keptWhileAlive, killedApply, releasedAfterwards, stopsAtLock } from './stale-lock';
import { type StateScene, stateScene } from './state-scene';
import { twoImpatientApplies, twoPatientApplies } from './two-applies';

/** What happens to states, and to their locks, and how each is brought back. */
export const states: Drill = {
  name: 'states',
  title: 'a state is damaged in every way, runs leave locks behind, two apply at once; nothing is lost',
  begins: (org) => {
    org.setIn(['pipelines', 'delivery', 'environments'], ['prod']);
    for (const name of ['dev', 'stage']) org.deleteIn(['environments', name]);
  },
  isUntouched: true,
  play: async (scene) => {
    await scene.deploy('org.yaml is deployed for the first time', scene.orgYaml);
    const made: { state?: StateScene; older?: string } = {};
    await scene.step('Terraform applies twice, and an operator signs in with MFA', async () => {
      const state = await stateScene(scene);
      made.state = state;
      await state.folder.run('workspace', 'select', '-or-create', state.workspace.name);
      await state.folder.runIn(state.workspace.name, 'apply', '-auto-approve', '-target=terraform_data.kept');
      made.older = (await state.stored.read()).text;
      await state.folder.runIn(state.workspace.name, 'apply', '-auto-approve');
      return state.workspace.name;
    });
    const { state, older } = made;
    if (state === undefined || older === undefined) throw new Error('the step has ended');
    try {
      await tell(scene, state, older);
    } finally {
      state.ciSystem.close();
    }
    return scene.endWell(scene.orgYaml);
  },
};

async function tell(scene: Parameters<Drill['play']>[0], state: StateScene, older: string): Promise<void> {
  const start = performance.now();
  for (const damage of DAMAGES) {
    await scene.step(`the state ${damage.happens}, and is restored`, () => damagedAndRestored(state, damage, older));
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  await scene.step('a state of 5 MB is restored in 10 s at most', () => largeStateRestored(state));
  await scene.step('after all of that nothing is lost', async () => {
    const before = JSON.stringify({ ...JSON.parse((await state.stored.read()).text), serial: 0 });
    return `${DAMAGES.length} damages, ${DAMAGES.length} clean plans, in ${seconds} s; ${await cleanPlan(state, before)}`;
  });
  await scene.step('an apply is killed', () => killedApply(state));
  await scene.step('the next apply stops at its lock', () => stopsAtLock(state));
  await scene.step('orgstrap state unlock keeps the lock of a run that goes on', () => keptWhileAlive(state));
  await scene.step('orgstrap state unlock releases it once that has ended', () => releasedAfterwards(state));
  await scene.step('two applies at once, of which each waits for the lock', () => twoPatientApplies(state));
  await scene.step('two applies at once, of which neither waits', () => twoImpatientApplies(state));
}
