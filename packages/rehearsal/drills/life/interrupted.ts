import { NotProved } from '../../report/ledger';
import type { Drill } from '../drill';
import { accountsWithQueues, SERVICE } from '../reach';

/** Whoever deploys closes the laptop: the CDK CLI is killed, and nobody tells CloudFormation. */
export const interrupted: Drill = {
  name: 'interrupted',
  title: 'cdk deploy is killed in the middle of a first deployment, and of an update',
  isUntouched: true,
  play: async (scene) => {
    const { orgYaml } = scene;
    await scene.deployKilled('the first deployment is killed at stage', orgYaml, 'ProductAccounts-stage', [
      'orgstrap-ProductAccounts-prod',
    ]);
    await scene.deploy('it is begun again, and ends', orgYaml);
    const edited = scene.edit((org) => org.addIn(['terraform', 'services'], SERVICE));
    await scene.deployKilled('an update is killed at stage', edited, 'ProductAccounts-stage');
    await scene.step('dev has it, prod has not begun', async () => {
      const found = await accountsWithQueues(scene.rehearsal, orgYaml);
      if (!found.includes('dev-a') || found.includes('prod')) throw new NotProved(`it is in ${found.join(', ')}`);
      return `Terraform may make queues in ${found.join(', ')}`;
    });
    await scene.deployBack('the org.yaml of before is deployed again');
    await scene.queuesIn('nothing is left of the update', []);
    await scene.deploy('the new one is deployed', edited);
    await scene.queuesIn('all have it', ['dev-a', 'dev-b', 'stage', 'prod']);
    return scene.endWell(edited);
  },
};
