import { hasNothingToEnter } from '../delivered';
import type { Drill } from '../drill';
import { accountNamed } from '../org';

/** Terraform leaves an environment, and people stay: what Terraform made there is nobody's from then on, in the boundary that it wears. */
export const lastPipeline: Drill = {
  name: 'last-pipeline',
  title: 'stage loses its last pipeline',
  play: async (scene) => {
    const { orgYaml, rehearsal } = scene;
    const without = scene.edit((org) => org.setIn(['pipelines', 'delivery', 'environments'], ['dev', 'prod']));
    await scene.plan('plan refuses until the loss is accepted', without, 2, {
      says: ['no pipeline may change stage any more', '--accept moved-states'],
    });
    await scene.plan('plan: it is accepted', without, 0, { says: ['nothing widens'] }, ['--accept', 'moved-states']);
    await scene.deploy('it is deployed', without);
    await scene.step('stage has no Terraform role any more', () =>
      hasNothingToEnter(rehearsal, without, accountNamed(orgYaml, 'stage')),
    );
    await scene.trusts('dev and prod trust delivery as before', 'delivery', ['dev-a', 'dev-b', 'prod']);
    await scene.deployBack('the org.yaml of before is deployed again');
    await scene.trusts('stage trusts it again', 'delivery', ['dev-a', 'dev-b', 'stage', 'prod']);
    await scene.deploy('and no longer', without);
    return scene.endWell(without);
  },
};
