import type { Document } from 'yaml';
import type { AccountId } from '../../../../lib/domain/ids';
import type { LiveCheck } from '../../../../lib/estate/live-check';
import type { OrgYaml } from '../../context/rehearsal';
import { ADMINISTRATOR } from '../../emulated/control';
import { NotProved } from '../../report/ledger';
import type { Drill } from '../drill';
import { accountNamed, principalLike } from '../org';
import { SERVICE } from '../reach';
import type { Scene } from '../scene';
import { EXCEPTIONS_OF_FIXES } from './exceptions';
import { LimitedUser } from './limited-user';

/** People who sign in as IAM users, and guardrails: there is most that may be missing. */
function withPeopleAndGuardrails(org: Document): void {
  org.set('people', { groups: { developers: { access: { dev: 'developer' } } }, users: { ada: ['developers'] } });
  org.set('guardrails', { deployers: [principalLike(org, ADMINISTRATOR)] });
}

/** On the first day nobody has prepared the organization, and later an account is back from its suspension. */
export const doctorFix: Drill = {
  name: 'doctor-fix',
  title: 'doctor --fix prepares an organization, and brings an account up to date that was suspended',
  begins: withPeopleAndGuardrails,
  isUnprepared: true,
  play: async (scene) => {
    const { orgYaml, rehearsal } = scene;
    const { accounts, organization } = orgYaml.config;
    const user = new LimitedUser(rehearsal);
    const doctor = doctorIn(scene, user);

    await scene.deployFails('nothing can be deployed yet', orgYaml, { says: ['not a delegated administrator'] });
    await scene.step('without a terminal doctor --fix asks for --yes, and does nothing', () =>
      doctor(organization.managementAccount, 2, ['--fix'], {
        mendable: [],
        says: ['cloudformation:ActivateOrganizationsAccess', 'run orgstrap doctor --fix --yes'],
      }),
    );
    await scene.step('doctor finds what the management account has not done', () =>
      doctor(organization.managementAccount, 1, ['--json'], {
        mendable: [
          'policy type SERVICE_CONTROL_POLICY',
          'policy type RESOURCE_CONTROL_POLICY',
          'trusted access of StackSets',
          'delegated administrator of StackSets',
        ],
      }),
    );
    await scene.step('doctor --fix does it, and doctor finds it no more', () =>
      doctor(organization.managementAccount, 1, ['--fix', '--yes', '--json'], { mendable: [] }),
    );
    await scene.step('in the Ops account it asks more of passwords', () =>
      doctor(accounts.ops, 1, ['--fix', '--yes', '--json'], {
        mendable: [],
        says: ['password policy of people: mended'],
      }),
    );
    await scene.step('again, there is nothing to do in either account', async () => {
      for (const account of [organization.managementAccount, accounts.ops]) {
        await doctor(account, 1, ['--fix', '--yes', '--json'], { mendable: [], silent: ['mended'] });
      }
      return 'nothing is mended';
    });
    await scene.deploy('and everything can be deployed', orgYaml);

    const stage = accountNamed(orgYaml, 'stage');
    const edited = scene.edit((org) => org.addIn(['terraform', 'services'], SERVICE));
    await scene.step('stage is suspended', async () => {
      await rehearsal.control.setAccountState(stage, 'SUSPENDED');
      return stage;
    });
    await scene.deploy('a service more is deployed, which passes stage over', edited);
    await scene.step('while it is suspended, doctor --fix leaves it alone', () =>
      doctor(accounts.ops, 1, ['--fix', '--yes', '--json'], { mendable: [], silent: ['mended'] }, edited),
    );
    await scene.step('once it is open again, doctor --fix brings it up to date', async () => {
      await rehearsal.control.setAccountState(stage, 'ACTIVE');
      return doctor(
        accounts.ops,
        1,
        ['--fix', '--yes', '--json'],
        { mendable: [], says: ['stack instances: mended'] },
        edited,
      );
    });
    await scene.queuesIn('it has what the others have', ['dev-a', 'dev-b', 'stage', 'prod'], edited);
    await scene.step('nor does the management account find anything that it could mend', () =>
      doctor(organization.managementAccount, 1, ['--json'], { mendable: [] }, edited),
    );
    await scene.step('no policy that is printed for a fix allows what nobody asks for', async () =>
      user.nothingTooMany(EXCEPTIONS_OF_FIXES),
    );
    return scene.endWell(edited);
  },
};

interface Expected {
  /** The names of the checks that `--fix` could still do something about. */
  readonly mendable: readonly string[];
  readonly says?: readonly string[];
  readonly silent?: readonly string[];
}

/** Runs doctor as somebody of an account who has what is printed for doctor and for its fixes, and no other permission. */
function doctorIn({ rehearsal, orgYaml }: Scene, user: LimitedUser) {
  const { children, program, root } = rehearsal;
  return async (
    account: AccountId,
    status: number,
    args: readonly string[],
    { mendable, says = [], silent = [] }: Expected,
    edited: OrgYaml = orgYaml,
  ): Promise<string> => {
    const { stdout, output } = await user.runs({
      orgYaml: edited,
      account,
      commands: ['doctor', 'doctor --fix'],
      statuses: [status],
      run: (env) =>
        children.run(process.execPath, [...program, 'doctor', ...args, '--config', edited.file], { cwd: root, env }),
    });
    const wrong = [...says.filter((text) => !output.includes(text)), ...silent.filter((text) => output.includes(text))];
    if (wrong.length > 0) throw new NotProved(`it says, or does not say, ${wrong.join(' and ')}\n${output}`);
    if (!args.includes('--json')) return `status ${status}`;
    const { checks }: { readonly checks: readonly LiveCheck[] } = JSON.parse(stdout);
    const found = checks.filter(({ mending }) => mending !== undefined).map(({ name }) => name);
    if (found.join() !== mendable.join())
      throw new NotProved(`it could mend ${found.join(', ') || 'nothing'}\n${output}`);
    return `status ${status}, left to mend: ${found.join(', ') || 'nothing'}`;
  };
}
