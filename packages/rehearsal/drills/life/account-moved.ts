import type { Document } from 'yaml';
import type { AccountId } from '../../../../lib/domain/ids';
import type { OrgYaml } from '../../context/rehearsal';
import { NotProved } from '../../report/ledger';
import { hasWhatItsEnvironmentGives, lastChange, orderOfMove } from '../delivered';
import type { Drill } from '../drill';
import { accountNamed, withPipeline } from '../org';
import { moveAccount } from '../organization';
import { accountsThatTrust } from '../reach';
import type { Scene } from '../scene';

const DEV = 'ou-abcd-devbbbbb';
const PROD = 'ou-abcd-prodaaaa';

const MOVE = 'docs/move-an-account.md';

/** With each of these, another of two kinds of StackSets is entered before the account has left, or both, or none. */
const SEEDS = [5, 6, 1, 4];

/**
 * AWS promises no order for leaving one StackSet and entering another. Whichever way it comes, the account ends with the roles of
 * where it is, and with none of where it was: by itself, or by what doctor prints.
 */
export const accountMoved: Drill = {
  name: 'account-moved',
  title: 'dev-b moves to prod and back, in every order that AWS may choose, and once by the root',
  begins: (org) => withPipeline(org, 'apps', ['dev']),
  play: async (scene) => {
    const { orgYaml, rehearsal } = scene;
    const account = accountNamed(orgYaml, 'dev-b');
    const moved = scene.edit(intoProd);

    await rehearsal.control.orderMovements(SEEDS[0] ?? null);
    await scene.step('it moves from dev to prod, directly', () => moveAccount(rehearsal, orgYaml, account, DEV, PROD));
    await scene.plan('plan says so, of the org.yaml of before', orgYaml, 0, {
      says: [`dev-b ${account} of dev is in`],
    });
    await scene.mendInstances('what doctor prints ends the race', moved);
    await scene.step('it has what prod gives, and nothing of dev', () => isOf(scene, account, 'prod'));
    await scene.plan('plan: CI gets its lists of accounts', moved, 0, { says: ['orgstrap-Pipeline-delivery'] });
    await scene.runDocumented('the org.yaml that says so is deployed', [MOVE, 'deploy'], moved);
    await scene.endWell(moved);

    await scene.step('back and forth, in every order', () => everyOrder(scene, account, moved));
    await rehearsal.control.orderMovements(SEEDS[0] ?? null);
    const { managementAccount, rootId } = orgYaml.config.organization;
    const back = { ACCOUNT: account, FROM: PROD, ROOT: rootId, TO: DEV };
    await scene.runDocumented('by the root, as documented, it moves back to dev', [MOVE, 'move'], orgYaml, {
      account: managementAccount,
      values: back,
    });
    await scene.runDocumented('doctor looks at it', [MOVE, 'look'], orgYaml);
    await scene.step('by the root nothing is left to mend', async () => {
      await isOf(scene, account, 'dev');
      for (const seed of SEEDS) {
        await rehearsal.control.orderMovements(seed);
        for (const [from, to, name] of [
          [DEV, PROD, 'prod'],
          [PROD, DEV, 'dev'],
        ] as const) {
          await moveAccount(rehearsal, orgYaml, account, from, rootId);
          await moveAccount(rehearsal, orgYaml, account, rootId, to);
          await isOf(scene, account, name);
        }
      }
      return `${SEEDS.length * 2} moves more`;
    });
    await scene.deploy('the org.yaml of before is deployed again', orgYaml);
    return scene.endWell(orgYaml);
  },
};

function intoProd(org: Document): void {
  const id = org.getIn(['environments', 'dev', 'accounts', 'dev-b']);
  org.deleteIn(['environments', 'dev', 'accounts', 'dev-b']);
  org.setIn(['environments', 'prod', 'accounts', 'dev-b'], id);
}

/** For each of two kinds of StackSets, leaving came before entering, and after it; in both directions. */
async function everyOrder(scene: Scene, account: AccountId, orgYaml: OrgYaml): Promise<string> {
  const { rehearsal } = scene;
  const seen = new Set<string>();
  let mended = 0;
  for (const seed of SEEDS) {
    for (const [from, to, name] of [
      [PROD, DEV, 'dev'],
      [DEV, PROD, 'prod'],
    ] as const) {
      await rehearsal.control.orderMovements(seed);
      const since = await lastChange(rehearsal);
      await moveAccount(rehearsal, orgYaml, account, from, to);
      seen.add(`${name}: ${await orderOfMove(rehearsal, account, name, since)}`);
      if (await scene.mend(orgYaml)) mended++;
      await isOf(scene, account, name);
    }
  }
  if (seen.size !== SEEDS.length * 2)
    throw new NotProved(`the moves came in these orders only:\n${[...seen].join('\n')}`);
  return `${seen.size} orders, ${mended} of the moves mended by what doctor printed`;
}

/** By the stacks that it has, and by whom its Terraform role trusts: the pipeline of dev alone gets into dev alone. */
async function isOf(scene: Scene, account: AccountId, environment: string): Promise<string> {
  const { rehearsal, orgYaml } = scene;
  const stacks = await hasWhatItsEnvironmentGives(rehearsal, orgYaml, account, environment);
  const isTrusted = (await accountsThatTrust(rehearsal, orgYaml, 'apps')).includes('dev-b');
  if (isTrusted !== (environment === 'dev')) throw new NotProved(`it ${isTrusted ? 'trusts' : 'does not trust'} apps`);
  return `${stacks}; apps is ${isTrusted ? '' : 'not '}trusted`;
}
