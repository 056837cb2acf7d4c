import type { Document } from 'yaml';
import { NotProved } from '../../report/ledger';
import type { Drill } from '../drill';
import { renameIn, withPipeline } from '../org';
import { pictureOf } from '../picture';
import { moveStates } from '../state-move';

/** A pipeline keeps its names in AWS; or it gets new ones, and its states are moved. */
export const pipelineRenamed: Drill = {
  name: 'pipeline-renamed',
  title: 'delivery is called shipping from now on; then its states move to a pipeline of another name',
  play: async (scene) => {
    const rename = (org: Document) => renameIn(org, 'pipelines', 'delivery', 'shipping');
    const bare = scene.edit(rename);
    await scene.plan('plan refuses the bare name, and says what keeps the old one', bare, 2, {
      says: ['the pipeline delivery is gone and shipping is new', 'deployedAs: delivery'],
    });
    const renamed = scene.edit((org) => {
      rename(org);
      org.setIn(['pipelines', 'shipping', 'deployedAs'], 'delivery');
    });
    await scene.plan('plan: with deployedAs nothing changes', renamed, 0, { says: ['nothing changes'] });
    await scene.deploy('it is deployed', renamed);

    const both = scene.edit((org) => withPipeline(org, 'rollout', ['dev', 'stage', 'prod']), renamed);
    await scene.deploy('rollout is deployed beside it', both);
    await moveStates(scene, both, 'shipping', 'rollout');
    await scene.step('rollout reads all four', async () => {
      const { readable } = await pictureOf(scene.rehearsal, both);
      const read = readable.get('rollout') ?? [];
      if (read.length !== 4) throw new NotProved(`it reads ${read.join(', ')}`);
      return read.join(', ');
    });
    const retired = scene.edit((org) => org.setIn(['pipelines', 'shipping', 'retired'], true), both);
    await scene.plan('plan: shipping is retired', retired, 0, { says: ['the pipeline shipping is retired'] });
    await scene.deploy('it is deployed', retired);
    const gone = scene.edit((org) => org.deleteIn(['pipelines', 'shipping']), both);
    const said = await scene.plan('plan names what is left', gone, 0, { says: ['orgstrap-Pipeline-delivery'] });
    await scene.deploy('it is deployed without shipping', gone);
    await scene.runPrinted('what plan printed is run', said, gone);
    return scene.endWell(gone);
  },
};
