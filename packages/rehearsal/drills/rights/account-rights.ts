import type { AccountId } from '../../../../lib/domain/ids';
import { deploymentAccountOf } from '../../../../lib/domain/org-config';
import type { OrgYaml } from '../../context/rehearsal';
import { NotProved } from '../../report/ledger';
import { reread } from '../commands/accounts';
import type { Drill } from '../drill';
import { MANAGEMENT_PROFILE } from '../management-profile';
import { principalLike } from '../org';
import type { Scene } from '../scene';
import { controlPoliciesInUse } from './control-policies';
import { EXCEPTIONS_OF_DELETIONS, SOMETIMES } from './exceptions';
import { LIMITED_USER, type LimitedRun, LimitedUser } from './limited-user';

const CREATE = [
  ...['shop', '--environment', 'dev', '--create', '--email', 'aws+shop@example.com'],
  ...['--organizational-unit', 'ou-abcd-devaaaaa'],
];

/** What changes accounts and takes everything down, by a user who has the policies that are printed for it, and nothing else. */
export const accountRights: Drill = {
  name: 'account-rights',
  title:
    'onboard, move, offboard and destroy are run by somebody who has what orgstrap rights prints, and nothing else',
  begins: (org) => org.addIn(['operators'], principalLike(org, LIMITED_USER)),
  play: async (scene) => {
    const orgYaml = scene.edit(() => undefined);
    const { managementAccount } = orgYaml.config.organization;
    const ops = deploymentAccountOf(orgYaml.config);
    const user = new LimitedUser(scene.rehearsal);
    const runs = runsIn(scene, orgYaml, user);
    // Who deploys makes no account, the management account begins, and who deploys finishes; with its profile, and without.
    await runs(['onboard', ...CREATE], ops, 3);
    await runs(['onboard', ...CREATE, '--prepare'], managementAccount, 0);
    await runs(['onboard', ...CREATE], ops, 0, { profileOf: managementAccount });
    await runs(['move', 'dev-b', '--to', 'prod'], managementAccount, 3);
    await runs(['move', 'dev-b', '--to', 'prod'], ops, 0);
    await runs(['offboard', 'stage'], ops, 3);
    // What stays is named as far as somebody may see it: states are of another account.
    await runs(['offboard', 'stage', '--account', '555555555555'], managementAccount, 0, {
      asksInVain: ['s3:ListBucket'],
    });
    await controlPoliciesInUse(scene);
    const { id } = orgYaml.config.organization;
    await runs(['destroy'], ops, 2, { besides: ['cdk deploy', 'plan'], says: 'env:/dev-a/' }, id);
    await runs(['destroy', '--keep-states', '--wait', '2'], ops, 0, { besides: ['cdk deploy', 'plan'] }, id);
    await scene.step('no printed policy allows what nobody asks for', async () =>
      user.nothingTooMany(EXCEPTIONS_OF_DELETIONS, SOMETIMES),
    );
    return scene.edit((org) => {
      for (const name of ['dev', 'stage', 'prod']) org.setIn(['environments', name, 'retired'], true);
      org.setIn(['pipelines', 'delivery', 'retired'], true);
    }, reread(orgYaml));
  },
};

/** A command of orgstrap, which may edit `org.yaml`, as the user, who has what is printed for it; `deploy` has a drill of its own. */
function runsIn(scene: Scene, orgYaml: OrgYaml, user: LimitedUser) {
  const { children, program, root } = scene.rehearsal;
  const { file } = orgYaml;
  return (
    args: readonly string[],
    account: AccountId,
    status: number,
    { says = '', ...more }: Partial<LimitedRun> & { readonly says?: string } = {},
    yes?: string,
  ): Promise<void> => {
    const profile = more.profileOf === undefined ? [] : ['--management-profile', MANAGEMENT_PROFILE];
    const all = [...args, ...profile, '--yes', ...(yes === undefined ? [] : [yes])];
    const run = (env: NodeJS.ProcessEnv) =>
      children.run(process.execPath, [...program, ...all, '--config', file], { cwd: root, env });
    return scene.step(`orgstrap ${all.join(' ')} runs in ${account} with what is printed for it`, async () => {
      const given = { account, commands: args.slice(0, 1), besides: ['deploy'], statuses: [status], run };
      const { output } = await user.runs({ orgYaml: reread(orgYaml), ...given, ...more });
      if (!output.includes(says)) throw new NotProved(`it does not say ${says}\n${output}`);
      return `status ${status}, and nothing refused`;
    });
  };
}
