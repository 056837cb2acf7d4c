import { DeleteAccessKeyCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import { ciUserName } from '../../../lib/domain/names';
import type { Pipeline } from '../../../lib/domain/org-config';
import { clientsFor } from '../../emulated/clients';
import { administratorOf, type Stage, type Written } from '../../stage';
import { asAdministrator } from '../administrators';
import { keysOf } from '../ci-identities';
import { refused } from '../refusals/refused';
import { goThrough } from './intrusion';
import { openDoors } from './open-doors';
import { inTerraformAccount } from './terraform-account';

/**
 * Before there are guardrails, an administrator does what nothing refuses, and makes it undone; and somebody looks around with the key of
 * a CI user. The alarms must tell of all of it.
 *
 * @param pipeline - its CI user has a key that got lost
 */
export async function intrude(stage: Stage, written: Written, pipeline: Pipeline): Promise<void> {
  await asAdministrator(stage, written, async (keys) => {
    const administrator = clientsFor(stage.gateway, keys, written.config.homeRegion);
    await goThrough(
      stage,
      'an administrator of the Terraform account',
      inTerraformAccount(administrator, written.config, pipeline),
    );
    await openDoors(stage, written, pipeline, keys);
  });
  const keys = await keysOf(stage, written, pipeline, 'apply');
  const stolen = clientsFor(stage.gateway, keys, written.config.homeRegion);
  const UserName = ciUserName('apply', pipeline.name);
  await refused(
    stage,
    {
      claim: `whoever holds a key of ${UserName} does not look around with it`,
      alarms: ['ci-user-does-something-else', 'ci-user-is-refused'],
    },
    () => stolen.iam.send(new ListUsersCommand({})),
  );
  const { iam } = await administratorOf(stage, written.config, written.config.accounts.terraform);
  await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: keys.accessKeyId }));
}
