import type { Drill } from '../drill';
import { accountNamed } from '../org';
import { SERVICE } from '../reach';

/** StackSets skips a closed account and does not come back by itself when AWS has reopened it. */
export const accountClosed: Drill = {
  name: 'account-closed',
  title: 'dev-b is closed, misses a deployment, and is reopened within 90 days',
  play: async (scene) => {
    const { rehearsal, orgYaml } = scene;
    const { config } = orgYaml;
    const account = accountNamed(orgYaml, 'dev-b');
    await scene.runDocumented('it is closed', ['docs/move-an-account.md', 'close'], orgYaml, {
      account: config.organization.managementAccount,
      values: { ACCOUNT: account },
    });

    const edited = scene.edit((org) => org.addIn(['terraform', 'services'], SERVICE));
    await scene.plan('plan says that it is closed', edited, 0, { says: [`dev-b ${account} of dev`, 'CLOSED'] });
    await scene.deploy('a deployment goes past it', edited);
    await scene.deploy('so does the org.yaml of before', orgYaml);
    await scene.deploy('and the new one again', edited);
    await scene.queuesIn('it missed all of it', ['dev-a', 'stage', 'prod']);

    await rehearsal.control.setAccountState(account, 'ACTIVE');
    await scene.mendInstances('what doctor prints brings it up to date', edited, {
      says: ['SKIPPED_SUSPENDED_ACCOUNT', 'update-stack-instances'],
    });
    await scene.queuesIn('it has caught up', ['dev-a', 'dev-b', 'stage', 'prod']);
    return scene.endWell(edited);
  },
};
