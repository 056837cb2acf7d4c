import type { Drill } from '../drill';

/** Removal is two deployments: out of use first, gone second. What Terraform made stays, and keeps its boundary. */
export const environmentRemoved: Drill = {
  name: 'environment-removed',
  title: 'stage is given up',
  play: async (scene) => {
    const removed = scene.edit((org) => {
      org.deleteIn(['environments', 'stage']);
      org.setIn(['pipelines', 'delivery', 'environments'], ['dev', 'prod']);
    });
    await scene.plan('plan refuses to remove it at once', removed, 2, {
      says: ['the environment stage is no longer in org.yaml', 'retired: true'],
    });
    const retired = scene.edit((org) => {
      org.setIn(['environments', 'stage', 'retired'], true);
      org.setIn(['pipelines', 'delivery', 'environments'], ['dev', 'prod']);
    });
    await scene.plan('plan says what goes when it is retired', retired, 0, {
      says: ['orgstrap-ProductAccounts-stage'],
    });
    await scene.deploy('it is deployed with stage retired', retired);
    await scene.trusts('nobody enters stage any more', 'delivery', ['dev-a', 'dev-b', 'prod']);
    await scene.deployBack('the org.yaml of before brings it back');
    await scene.deploy('it is retired again', retired);
    const said = await scene.plan('plan names what is left, and how it goes', removed, 0, {
      says: ['delete-stack --stack-name orgstrap-ProductAccounts-stage'],
    });
    await scene.deploy('it is deployed without stage', removed);
    await scene.runPrinted('what plan printed is run', said, removed);
    return scene.endWell(removed);
  },
};
