import { NotProved } from '../../report/ledger';
import type { Drill } from '../drill';
import { accountNamed } from '../org';
import { SERVICE } from '../reach';
import { deploys } from './commands';

/** `orgstrap deploy` from nothing to everything, with one wave that fails on the way, and is mended. */
export const deployMended: Drill = {
  name: 'deploy-mended',
  title: 'orgstrap deploy fails in the only account of stage, is mended, and goes on',
  isUntouched: true,
  play: async (scene) => {
    const { orgYaml, rehearsal } = scene;
    await scene.step('without a terminal it asks for --yes, and does nothing', async () => {
      const { status, output } = await scene.orgstrap(orgYaml, 'deploy');
      if (status !== 2 || !output.includes('--yes')) throw new NotProved(`it ended with ${status}\n${output}`);
      return `status ${status}`;
    });
    await deploys(scene, 'dev is deployed, and what comes before it', orgYaml, 0, { says: ['done: '] }, [
      '--wave',
      'dev',
    ]);
    await scene.stackIs('orgstrap-ProductAccounts-dev', 'CREATE_COMPLETE');
    await deploys(
      scene,
      'the rest follows, several stacks at the same time, and is verified',
      orgYaml,
      0,
      { says: ['orgstrap-ProductAccounts-stage (new', '0 findings, 0 could not be seen', 'done: '] },
      ['--concurrency', '4'],
    );
    const edited = scene.edit((org) => org.addIn(['terraform', 'services'], SERVICE));
    const stage = accountNamed(orgYaml, 'stage');
    await rehearsal.control.failNext({ account: stage, type: 'AWS::IAM::ManagedPolicy', operation: 'UPDATE' });
    await deploys(scene, 'an update fails in stage', edited, 1, {
      says: ['ProductAccounts-stage failed', stage, 'Service: Drill', 'not begun', 'ProductAccounts-prod'],
    });
    await scene.queuesIn('dev alone is ahead', ['dev-a', 'dev-b']);
    await deploys(scene, 'it goes on, once the cause is mended', edited, 0, { says: ['done: '] });
    await scene.queuesIn('all are ahead', ['dev-a', 'dev-b', 'stage', 'prod']);
    return scene.endWell(edited);
  },
};
