import { isAccountId } from '../../../../lib/domain/ids';
import { hasNothing, hasWhatItsEnvironmentGives } from '../delivered';
import type { Drill } from '../drill';
import { accountNamed } from '../org';

const DEV = 'ou-abcd-devaaaaa';
const UNLISTED = '777777777777';

/** An account that entered dev's OU, and that nobody has written into org.yaml, has its roles as long as dev is all that is below its OUs. */
export const environmentPart: Drill = {
  name: 'environment-part',
  title: 'dev becomes a part of its OUs, and all of them again',
  play: async (scene) => {
    const { orgYaml, rehearsal } = scene;
    if (!isAccountId(UNLISTED)) throw new Error(`${UNLISTED} is no id of an account`);
    const listed = accountNamed(orgYaml, 'dev-a');
    await scene.step("an account that org.yaml does not list enters dev's OU, and has dev's roles", async () => {
      await rehearsal.control.makeAccount({ id: UNLISTED, name: 'unlisted', parent: DEV });
      return hasWhatItsEnvironmentGives(rehearsal, orgYaml, UNLISTED, 'dev');
    });
    const part = scene.edit((org) => org.setIn(['environments', 'dev', 'only'], 'accounts'));
    const isPart = async () => {
      await scene.step('the account that is not listed has nothing any more', () =>
        hasNothing(rehearsal, part, UNLISTED),
      );
      await scene.step('those that are listed have what they had', () =>
        hasWhatItsEnvironmentGives(rehearsal, part, listed, 'dev'),
      );
    };
    await scene.plan('plan: dev narrows to the accounts that it lists', part, 0, {
      says: ['the account filter INTERSECTION is added', 'nothing widens'],
    });
    await scene.deploy('it is deployed', part);
    await isPart();
    await scene.deployBack('the org.yaml of before is deployed again');
    await scene.step('the account that is not listed has them again', () =>
      hasWhatItsEnvironmentGives(rehearsal, orgYaml, UNLISTED, 'dev'),
    );
    await scene.deploy('dev is a part again', part);
    await isPart();
    const grown = scene.edit((org) => org.setIn(['environments', 'dev', 'accounts', 'listed-later'], UNLISTED), part);
    await scene.deploy('the account is written into org.yaml', grown);
    await scene.step('and it has its roles', () => hasWhatItsEnvironmentGives(rehearsal, grown, UNLISTED, 'dev'));
    return scene.endWell(grown);
  },
};
