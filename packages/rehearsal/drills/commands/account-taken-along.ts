import { hasWhatItsEnvironmentGives } from '../delivered';
import type { Drill } from '../drill';
import { accountNamed, withPipeline } from '../org';
import { handles, reread } from './accounts';

/** With these, AWS would enter one environment before it leaves the other, were the account moved directly. */
const SEEDS = [5, 6] as const;

/** The account changes its environment and comes back, whatever order AWS chooses. */
export const accountTakenAlong: Drill = {
  name: 'account-taken-along',
  title:
    'orgstrap move takes dev-b to prod and back, in orders that AWS may choose, and refuses to leave its states behind',
  begins: (org) => withPipeline(org, 'apps', ['dev']),
  play: async (scene) => {
    const { rehearsal } = scene;
    const { control } = rehearsal;
    const orgYaml = scene.edit(() => undefined);
    const account = accountNamed(orgYaml, 'dev-b');
    const toProd = ['move', 'dev-b', '--to', 'prod'];
    await handles(scene, 'it refuses, because the states of one pipeline would stay behind', orgYaml, toProd, 2, {
      says: ['apps may change dev-b now', 'terraform state pull', '--accept moved-states', 'nothing was done'],
    });
    await control.orderMovements(SEEDS[0], 3);
    await handles(scene, 'it moves by the root', orgYaml, [...toProd, '--accept', 'moved-states'], 0, {
      says: ['moved from ou-abcd-devbbbbb to r-abcd', 'moved from r-abcd to ou-abcd-prodaaaa'],
    });
    const moved = reread(orgYaml);
    await scene.step('it has what prod gives, and nothing of dev', () =>
      hasWhatItsEnvironmentGives(rehearsal, moved, account, 'prod'),
    );
    await scene.trusts('apps is trusted where it was, and not there', 'apps', ['dev-a'], moved);
    await control.orderMovements(SEEDS[1]);
    const back = ['move', 'dev-b', '--to', 'dev'];
    await handles(scene, 'dev has two OUs, so it asks which', moved, back, 2, {
      says: ['--organizational-unit', 'ou-abcd-devaaaaa', 'ou-abcd-devbbbbb'],
    });
    const unit = ['--organizational-unit', 'ou-abcd-devbbbbb'];
    await handles(scene, 'it moves back', moved, [...back, ...unit], 0, { says: ['to ou-abcd-devbbbbb'] });
    const last = reread(orgYaml);
    await scene.step('it has what dev gives', () => hasWhatItsEnvironmentGives(rehearsal, last, account, 'dev'));
    return scene.endWell(last);
  },
};
