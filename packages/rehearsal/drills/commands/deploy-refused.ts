import { NotProved } from '../../report/ledger';
import type { Drill } from '../drill';
import { accountNamed } from '../org';
import { startOrgstrap, untilStack } from '../running-command';
import { deploys } from './commands';

/** Two people deploy at the same time, from two machines: all that tells the second one is AWS. */
export const deployRefused: Drill = {
  name: 'deploy-refused',
  title: 'a second orgstrap deploy is refused while the first one runs; what left org.yaml is deleted by it',
  begins: (org) => {
    org.setIn(['pipelines', 'old'], { identity: { iamUser: {} }, environments: ['dev'], retired: true });
  },
  play: async (scene) => {
    const { orgYaml, rehearsal } = scene;
    const edited = scene.edit((org) => {
      org.deleteIn(['pipelines', 'old']);
      org.addIn(['terraform', 'services'], 'sqs');
    });
    const dev = accountNamed(orgYaml, 'dev-a');
    await rehearsal.control.failNext({
      account: dev,
      type: 'AWS::IAM::ManagedPolicy',
      operation: 'UPDATE',
      seconds: 12,
    });
    const first = await startOrgstrap(rehearsal, edited, 'deploy', '--yes');
    await scene.step('the first one is at dev', async () => {
      await untilStack(rehearsal, edited, 'orgstrap-ProductAccounts-dev', 'UPDATE_IN_PROGRESS', first);
      return 'orgstrap-ProductAccounts-dev is on its way';
    });
    await deploys(scene, 'the second one is refused, and does nothing', orgYaml, 2, {
      says: ['orgstrap-ProductAccounts-dev: UPDATE_IN_PROGRESS', 'nothing was done'],
    });
    await scene.step('the first one ends well, and has deleted what left org.yaml', async () => {
      const status = await first.end();
      const output = first.output();
      if (status !== 0 || !output.includes('deleted: orgstrap-Pipeline-old')) {
        throw new NotProved(`it ended with ${status}\n${output}`);
      }
      return 'status 0, "deleted: orgstrap-Pipeline-old"';
    });
    await scene.queuesIn('what it deployed is there', ['dev-a', 'dev-b', 'stage', 'prod'], edited);
    return scene.endWell(edited);
  },
};
