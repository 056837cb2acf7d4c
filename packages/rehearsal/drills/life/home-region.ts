import type { Drill } from '../drill';

/** Everything would be made a second time, and the states would stay where nobody looks for them. */
export const homeRegion: Drill = {
  name: 'home-region',
  title: 'homeRegion is changed',
  play: async (scene) => {
    const edited = scene.edit((org) => org.setIn(['homeRegion'], 'eu-central-1'));
    await scene.plan('plan refuses, and says where everything is', edited, 2, { says: ['homeRegion', 'eu-west-1'] });
    return scene.endWell(scene.orgYaml);
  },
};
