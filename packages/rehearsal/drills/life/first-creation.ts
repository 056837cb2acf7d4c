import type { Drill } from '../drill';
import { accountNamed, withPipeline } from '../org';

/** What fails before it was ever there is deleted by the next deployment, and made anew. */
export const firstCreation: Drill = {
  name: 'first-creation',
  title: 'first creations fail: of a stack, of a StackSet, of a pipeline that is added later',
  isUntouched: true,
  play: async (scene) => {
    const { orgYaml, rehearsal } = scene;
    const { terraform } = orgYaml.config.accounts;
    await rehearsal.control.failNext({ account: terraform, type: 'AWS::S3::Bucket', operation: 'CREATE' });
    await scene.deployFails('the first deployment fails at a bucket', orgYaml, { says: ['ROLLBACK_COMPLETE'] });
    await scene.stackIs('orgstrap-TerraformAccount', 'ROLLBACK_COMPLETE');

    const prod = accountNamed(orgYaml, 'prod');
    await rehearsal.control.failNext({ account: prod, type: 'AWS::IAM::Role', operation: 'CREATE' });
    await scene.deployFails('the second one gets as far as a role in prod', orgYaml, {
      says: ['ROLLBACK_COMPLETE', 'ProductAccounts-prod'],
    });
    await scene.stackIs('orgstrap-TerraformAccount', 'CREATE_COMPLETE');
    await scene.stackIs('orgstrap-ProductAccounts-prod', 'ROLLBACK_COMPLETE');
    await scene.deploy('the third one puts everything in place', orgYaml);

    const grown = scene.edit((org) => withPipeline(org, 'apps', ['dev', 'prod']));
    await rehearsal.control.failNext({ account: terraform, type: 'AWS::KMS::Key', operation: 'CREATE' });
    await scene.deployFails('a pipeline that is added fails at its key', grown, { says: ['ROLLBACK_COMPLETE'] });
    await scene.stackIs('orgstrap-Pipeline-apps', 'ROLLBACK_COMPLETE');
    await scene.deployBack('the org.yaml of before is deployed again');
    await scene.deploy('the new one is deployed, once the cause is mended', grown);
    return scene.endWell(grown);
  },
};
