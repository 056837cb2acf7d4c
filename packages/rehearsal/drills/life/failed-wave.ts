import type { Drill } from '../drill';
import { accountNamed } from '../org';
import { SERVICE } from '../reach';

const FAILED = 'docs/failed-deployment.md';

/** One account of one environment fails: it is as it was before, earlier environments are ahead of it, later ones were not touched. */
export const failedWave: Drill = {
  name: 'failed-wave',
  title: 'a deployment fails in the only account of stage',
  play: async (scene) => {
    const { orgYaml, rehearsal } = scene;
    const edited = scene.edit((org) => org.addIn(['terraform', 'services'], SERVICE));
    await scene.plan(`plan: ${SERVICE} widens`, edited, 0, { says: ['widens: ', `${SERVICE}:CreateQueue`] });

    const stage = accountNamed(orgYaml, 'stage');
    await rehearsal.control.failNext({ account: stage, type: 'AWS::IAM::ManagedPolicy', operation: 'UPDATE' });
    await scene.deployFails('the deployment fails in stage', edited, { says: ['ProductAccounts-stage'] });
    await scene.runDocumented('plan and doctor are asked', [FAILED, 'look'], edited);
    await scene.queuesIn('dev alone is ahead', ['dev-a', 'dev-b']);
    await scene.deployBack('the org.yaml of before is deployed again');
    await scene.queuesIn('dev is back', []);
    await scene.runDocumented('the new org.yaml is deployed, once the cause is mended', [FAILED, 'deploy'], edited);
    await scene.queuesIn('all are ahead', ['dev-a', 'dev-b', 'stage', 'prod']);
    return scene.endWell(edited);
  },
};
