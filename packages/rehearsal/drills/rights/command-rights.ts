import { join } from 'node:path';
import type { Document } from 'yaml';
import type { AccountId } from '../../../../lib/domain/ids';
import { stackName } from '../../../../lib/domain/names';
import { administratorOf, type OrgYaml } from '../../context/rehearsal';
import { cdkProcess } from '../../steps/deploy';
import { LOCK_TABLE, makeLockTable } from '../adoption/hand-made';
import type { Drill } from '../drill';
import { principalLike, withPipeline } from '../org';
import type { Scene } from '../scene';
import { controlPoliciesInUse } from './control-policies';
import { EXCEPTIONS, SOMETIMES } from './exceptions';
import { LIMITED_USER, LimitedUser } from './limited-user';

/** What makes every command have something to do: people, a pipeline with keys, and a user who is an operator. */
function withEverybody(org: Document): void {
  org.addIn(['operators'], principalLike(org, LIMITED_USER));
  org.setIn(['pipelines', 'data'], { identity: { iamUser: {} }, environments: ['dev'] });
  org.set('protectStacks', [stackName('Pipeline-delivery')]);
  org.set('people', { groups: { developers: { access: { dev: 'developer' } } }, users: { ada: ['developers'] } });
}

const INIT = [
  ...['--home-region', 'eu-west-1', '--deploy-from', 'ops', '--services', 's3'],
  ...['--terraform-account', '333333333333', '--ops-account', '333333333333'],
  ...['--ci', 'github', '--repository', 'acme/infrastructure'],
];

/** Every command that asks AWS, by a user who has the policies that are printed for it, and nothing else. */
export const commandRights: Drill = {
  name: 'command-rights',
  title: 'each command is run by somebody who has what orgstrap rights prints for it, and nothing else',
  begins: withEverybody,
  isUntouched: true,
  play: async (scene) => {
    const { orgYaml, rehearsal } = scene;
    const { accounts, organization } = orgYaml.config;
    const user = new LimitedUser(rehearsal);
    const runs = runsIn(scene, user);
    const deploys = (sentence: string, expected: number) =>
      scene.step(sentence, async () => {
        const { command, args, options } = await cdkProcess(rehearsal, orgYaml, accounts.ops, 'deploy', ['--all']);
        const run = (env: NodeJS.ProcessEnv) =>
          rehearsal.children.run(command, args, { ...options, env: { ...options.env, ...env } });
        await user.runs({ orgYaml, account: accounts.ops, commands: ['cdk deploy'], statuses: [expected], run });
        return `status ${expected}, and nothing refused`;
      });
    await runs(['init', ...INIT], organization.managementAccount, [0], orgYaml, join(rehearsal.work, 'proposed.yaml'));
    await scene.step('the management account has a lock table of Terraform', async () => {
      const { call } = await administratorOf(rehearsal, orgYaml.config, organization.managementAccount);
      await makeLockTable(call);
      return LOCK_TABLE;
    });
    await runs(['adopt', 'look'], organization.managementAccount, [0]);
    await runs(['plan'], accounts.ops, [0]);
    await rehearsal.control.failNext({ account: accounts.terraform, type: 'AWS::S3::Bucket', operation: 'CREATE' });
    await deploys('cdk deploy fails at a bucket, and not for what is printed for it', 1);
    await deploys('cdk deploy deletes what failed, and deploys everything, with what is printed for it', 0);
    await controlPoliciesInUse(scene);
    await runs(['plan'], accounts.ops, [0]);
    const withoutKeys = scene.edit((org) => withPipeline(org, 'data', ['dev']));
    await runs(['plan'], accounts.ops, [0, 2], withoutKeys);
    await runs(['doctor'], accounts.ops, [0, 1]);
    await runs(['doctor'], organization.managementAccount, [0, 1]);
    await runs(['status'], accounts.ops, [0]);
    // The emulator has root users without credentials to speak of, which is a finding.
    await runs(['verify'], accounts.ops, [0, 1]);
    await runs(['audit', '--workspace', 'dev-a', '--since', '30m'], accounts.ops, [0]);
    await runs(['key', 'rotate', 'data', '--exec', 'true'], accounts.ops, [0]);
    await runs(['key', 'status', 'data'], accounts.ops, [0, 1]);
    await runs(['key', 'delete', 'data'], accounts.ops, [0]);
    await runs(['people', 'invite', 'ada'], accounts.ops, [0]);
    await runs(['people', 'audit'], accounts.ops, [0, 1]);
    await runs(['people', 'revoke', 'ada', '--close-roles'], accounts.ops, [0]);
    await runs(['people', 'open-roles', '--accept', 'open-sessions'], accounts.ops, [0]);
    const fewer = scene.edit((org) => {
      withPipeline(org, 'data', ['dev']);
      org.deleteIn(['people']);
      org.deleteIn(['protectStacks']);
    });
    // Root users of the emulator are a finding of doctor, which the word for it lets pass.
    const words = ['deleted-keys', 'revoked-people', 'doctor-findings'].flatMap((word) => ['--accept', word]);
    await runs(['deploy', '--yes', ...words], accounts.ops, [0], fewer);
    await scene.step('no printed policy allows what nobody asks for', async () =>
      user.nothingTooMany(EXCEPTIONS, SOMETIMES),
    );
    return fewer;
  },
};

/** A command of orgstrap as the user, who has what is printed for its first words. */
function runsIn(scene: Scene, user: LimitedUser) {
  const { orgYaml, rehearsal } = scene;
  return (
    args: readonly string[],
    account: AccountId,
    statuses: readonly number[],
    edited: OrgYaml = orgYaml,
    file: string = edited.file,
  ): Promise<void> => {
    const [first = '', second = ''] = args;
    const command = ['adopt', 'key', 'people'].includes(first) ? `${first} ${second}` : first;
    const { children, program, root } = rehearsal;
    const run = (env: NodeJS.ProcessEnv) =>
      children.run(process.execPath, [...program, ...args, '--config', file], { cwd: root, env });
    return scene.step(`orgstrap ${args.join(' ')} runs in ${account} with what is printed for it`, async () => {
      const { status } = await user.runs({ orgYaml: edited, account, commands: [command], statuses, run });
      return `status ${status}, and nothing refused`;
    });
  };
}
