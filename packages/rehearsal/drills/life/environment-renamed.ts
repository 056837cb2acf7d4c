import type { Document } from 'yaml';
import type { Drill } from '../drill';
import { renameIn } from '../org';

/** A name in org.yaml is changed: what AWS has keeps its own. */
export const environmentRenamed: Drill = {
  name: 'environment-renamed',
  title: 'dev is called development from now on',
  play: async (scene) => {
    const rename = (org: Document) => {
      renameIn(org, 'environments', 'dev', 'development');
      org.setIn(['pipelines', 'delivery', 'environments'], ['development', 'stage', 'prod']);
    };
    const bare = scene.edit(rename);
    await scene.plan('plan refuses the bare name, and says what keeps the old one', bare, 2, {
      says: ['the environment dev is called development now', 'deployedAs: dev'],
    });
    const renamed = scene.edit((org) => {
      rename(org);
      org.setIn(['environments', 'development', 'deployedAs'], 'dev');
    });
    await scene.plan('plan: with deployedAs nothing changes', renamed, 0, { says: ['nothing changes'] });
    await scene.deploy('it is deployed', renamed);
    return scene.endWell(renamed);
  },
};
