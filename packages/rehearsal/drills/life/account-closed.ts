import { CloseAccountCommand } from '@aws-sdk/client-organizations';
import { administratorOf } from '../../context/rehearsal';
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
    const AccountId = accountNamed(orgYaml, 'dev-b');
    const { organizations } = await administratorOf(rehearsal, config, config.organization.managementAccount);
    await organizations.send(new CloseAccountCommand({ AccountId }));

    const edited = scene.edit((org) => org.addIn(['terraform', 'services'], SERVICE));
    await scene.plan('plan says that it is closed', edited, 0, { says: [`dev-b ${AccountId} of dev`, 'CLOSED'] });
    await scene.deploy('a deployment goes past it', edited);
    await scene.deploy('so does the org.yaml of before', orgYaml);
    await scene.deploy('and the new one again', edited);
    await scene.queuesIn('it missed all of it', ['dev-a', 'stage', 'prod']);

    await rehearsal.control.setAccountState(AccountId, 'ACTIVE');
    await scene.mendInstances('what doctor prints brings it up to date', edited, {
      says: ['SKIPPED_SUSPENDED_ACCOUNT', 'update-stack-instances'],
    });
    await scene.queuesIn('it has caught up', ['dev-a', 'dev-b', 'stage', 'prod']);
    return scene.endWell(edited);
  },
};
