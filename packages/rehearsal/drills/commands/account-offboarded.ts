import { namesOf } from '../../../../lib/domain/names-of';
import { hasNothing } from '../delivered';
import type { Drill } from '../drill';
import { accountNamed } from '../org';
import { handles, reread } from './accounts';

/** An account leaves: nobody enters it any more, and what stays is named. */
export const accountOffboarded: Drill = {
  name: 'account-offboarded',
  title: 'orgstrap offboard takes dev-b out of dev, the trust before the roles, and names what stays',
  play: async (scene) => {
    const { rehearsal } = scene;
    const orgYaml = scene.edit(() => undefined);
    const account = accountNamed(orgYaml, 'dev-b');
    const { managementAccount } = orgYaml.config.organization;
    await scene.command(
      'the management account alone does not begin with it: trust goes first',
      orgYaml,
      ['offboard', 'dev-b', '--yes'],
      3,
      { says: ['deployment account', `orgstrap offboard dev-b --config ${orgYaml.file} --account ${account}`] },
      managementAccount,
    );
    await rehearsal.control.orderMovements(null, 3);
    await handles(scene, 'it leaves', orgYaml, ['offboard', 'dev-b'], 0, {
      says: [
        `${namesOf(orgYaml.config).stateBucket('delivery')}/env:/dev-b/`,
        'roles that Terraform made wear it',
        `aws organizations close-account --account-id ${account}`,
      ],
    });
    const left = reread(orgYaml);
    await scene.step('nobody of CI enters it', () => hasNothing(rehearsal, left, account));
    return scene.endWell(left);
  },
};
