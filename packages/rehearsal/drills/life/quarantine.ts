import type { Drill } from '../drill';
import { accountNamed, withPipeline } from '../org';

/** A control policy keeps StackSets out of one of dev's two accounts, on the day on which a pipeline must lose its trust. */
export const quarantine: Drill = {
  name: 'quarantine',
  title: 'trust is taken from a pipeline while dev-b is in quarantine',
  begins: (org) => withPipeline(org, 'apps', ['dev', 'stage', 'prod']),
  play: async (scene) => {
    const { rehearsal, orgYaml } = scene;
    await rehearsal.control.quarantine(accountNamed(orgYaml, 'dev-b'), true);
    const fewer = scene.edit((org) => org.setIn(['pipelines', 'apps', 'environments'], ['stage']));
    await scene.plan('plan: nothing widens', fewer, 0, { says: ['nothing widens'] });
    await scene.deploy('it is deployed', fewer);
    await scene.trusts('dev-a and prod trust it no longer', 'apps', ['dev-b', 'stage']);
    await scene.deployBack('the org.yaml of before is deployed again');
    await scene.trusts('they trust it again', 'apps', ['dev-a', 'dev-b', 'stage', 'prod']);
    await scene.deploy('and no longer', fewer);

    await rehearsal.control.quarantine(accountNamed(orgYaml, 'dev-b'), false);
    await scene.mendInstances('what doctor prints brings dev-b up to date', fewer);
    await scene.trusts('stage alone trusts it', 'apps', ['stage']);
    return scene.endWell(fewer);
  },
};
