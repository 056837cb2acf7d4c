import { ListAccountsCommand } from '@aws-sdk/client-organizations';
import { administratorOf } from '../../context/rehearsal';
import { NotProved } from '../../report/ledger';
import { hasNothing, hasWhatItsEnvironmentGives } from '../delivered';
import type { Drill } from '../drill';
import { accountNamed } from '../org';
import type { Scene } from '../scene';
import { dies, handles, reread } from './accounts';

const EMAIL = 'aws+shop@example.com';
const UNIT = 'ou-abcd-devaaaaa';

/** A new account, from an address to a workspace of Terraform: AWS refuses it once, a review stops it, and then it is there. */
export const accountOnboarded: Drill = {
  name: 'account-onboarded',
  title:
    'orgstrap onboard makes an account: AWS fails once, it is killed once, org.yaml is reviewed, and dev has one account more',
  play: async (scene) => {
    const { rehearsal } = scene;
    const { control } = rehearsal;
    const orgYaml = scene.edit(() => undefined);
    const create = [
      'onboard',
      'shop',
      '--environment',
      'dev',
      '--create',
      '--email',
      EMAIL,
      '--organizational-unit',
      UNIT,
    ];
    await control.orderAccounts({ looks: 1, reasons: ['ACCOUNT_LIMIT_EXCEEDED'] });
    await handles(scene, 'AWS makes none, and why is said in plain words', orgYaml, create, 1, {
      says: ['ACCOUNT_LIMIT_EXCEEDED', 'Service Quotas'],
    });
    await control.orderAccounts({ looks: 3 });
    const asked = 'AWS was asked for the account shop';
    await dies(scene, 'it is killed while AWS makes the account', orgYaml, [...create, '--prepare'], asked);
    await handles(scene, 'it stops for a review, with the account in the root', orgYaml, [...create, '--prepare'], 0, {
      says: ['once org.yaml is reviewed'],
    });
    const prepared = reread(orgYaml);
    const account = accountNamed(prepared, 'shop');
    await scene.step('nobody enters it yet', () => hasNothing(rehearsal, prepared, account));
    await control.orderAccounts({ collisions: 1 });
    await control.orderMovements(null, 3);
    await handles(scene, 'the same command finishes, and makes no second account', prepared, create, 0, {
      says: ['AWS has not begun', `${account} moved from r-abcd to ${UNIT}`, 'orgstrap terraform --config'],
    });
    await scene.step('it has what dev gives', () => hasWhatItsEnvironmentGives(rehearsal, prepared, account, 'dev'));
    await scene.step('there is one account shop', () => oneOf(scene, 'shop'));
    return scene.endWell(prepared);
  },
};

async function oneOf({ rehearsal, orgYaml: { config } }: Scene, name: string): Promise<string> {
  const { organizations } = await administratorOf(rehearsal, config, config.organization.managementAccount);
  const { Accounts: accounts = [] } = await organizations.send(new ListAccountsCommand({}));
  const found = accounts.filter((each) => each.Name === name);
  if (found.length !== 1) throw new NotProved(`there are ${found.length}`);
  return found[0]?.Id ?? '';
}
