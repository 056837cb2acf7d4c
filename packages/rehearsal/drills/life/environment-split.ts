import type { Drill } from '../drill';

/** One of dev's two units becomes an environment of its own: its account changes hands in between. */
export const environmentSplit: Drill = {
  name: 'environment-split',
  title: 'one unit of dev becomes the environment test',
  play: async (scene) => {
    const split = scene.edit((org) => {
      org.setIn(['environments', 'dev', 'organizationalUnits'], ['ou-abcd-devaaaaa']);
      org.deleteIn(['environments', 'dev', 'accounts', 'dev-b']);
      org.setIn(['environments', 'test'], {
        organizationalUnits: ['ou-abcd-devbbbbb'],
        accounts: { 'dev-b': '444444444455' },
      });
      org.setIn(['pipelines', 'delivery', 'environments'], ['dev', 'stage', 'prod', 'test']);
    });
    await scene.plan('plan says what dev loses and test gains', split, 0, { says: ['orgstrap-ProductAccounts-test'] });
    await scene.deploy('it is deployed', split);
    return scene.endWell(split);
  },
};
