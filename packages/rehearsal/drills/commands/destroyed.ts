import { join } from 'node:path';
import { CreateAccessKeyCommand, CreateLoginProfileCommand } from '@aws-sdk/client-iam';
import { EnablePolicyTypeCommand, PolicyType } from '@aws-sdk/client-organizations';
import { ciUserName, stackName } from '../../../../lib/domain/names';
import { namesOf } from '../../../../lib/domain/names-of';
import { partitionOf } from '../../../../lib/domain/region';
import { administratorOf } from '../../context/rehearsal';
import { ADMINISTRATOR } from '../../emulated/control';
import { NotProved } from '../../report/ledger';
import type { Drill } from '../drill';
import { leftovers } from '../leftovers';
import { accountNamed } from '../org';
import { startOrgstrap, untilStack } from '../running-command';
import type { Scene } from '../scene';
import { destroys } from './commands';

const PEOPLE = { groups: { operators: { access: { dev: 'admin' } } }, users: { 'first-operator': ['operators'] } };

/** Everything goes by one command, which is interrupted on its way, refuses what it must, and names what stays. */
export const destroyed: Drill = {
  name: 'destroyed',
  title: 'orgstrap destroy is interrupted twice, and run again until nothing is left but what it names',
  begins: (org) => {
    org.setIn(['pipelines', 'legacy'], { identity: { iamUser: {} }, environments: ['dev', 'stage', 'prod'] });
    org.setIn(['people'], PEOPLE);
    org.setIn(['audit'], { trail: 'own', email: ['security@example.com'] });
    org.setIn(['guardrails'], {
      deployers: ['333333333333', '111111111111'].map(
        (id) => `arn:${partitionOf('eu-west-1')}:iam::${id}:user/${ADMINISTRATOR}`,
      ),
    });
  },
  play: async (scene) => {
    const { orgYaml, rehearsal } = scene;
    const { control } = rehearsal;
    await guardrailsGo(scene);
    await destroys(
      scene,
      'it refuses while there are states, and names them',
      2,
      {
        says: ['env:/prod/', namesOf(orgYaml.config).stateBucket('delivery'), '--keep-states', 'nothing was done'],
      },
      GONE,
    );
    await scene.step('a key and a password are in use', async () => {
      const { iam } = await administratorOf(rehearsal, orgYaml.config, orgYaml.config.accounts.ops);
      await iam.send(new CreateAccessKeyCommand({ UserName: ciUserName('apply', 'legacy') }));
      await iam.send(new CreateLoginProfileCommand({ UserName: 'first-operator', Password: 'Correct-h0rse-battery' }));
      return 'of legacy and of first-operator';
    });
    const rest = ['--keep-states', ...GONE, '--wait', '2'];
    await destroys(
      scene,
      'it finds all at once who can still sign in, and what to run',
      2,
      { says: ['npx orgstrap key delete legacy', 'npx orgstrap people revoke first-operator'] },
      rest,
    );
    for (const args of [
      ['key', 'delete', 'legacy'],
      ['people', 'revoke', 'first-operator'],
      // What ended their sessions would keep CloudFormation from deleting the roles.
      ['people', 'open-roles', '--accept', 'open-sessions'],
    ]) {
      await scene.step(`orgstrap ${args.join(' ')}`, async () => {
        const { status, output } = await scene.orgstrap(orgYaml, ...args);
        if (status !== 0) throw new NotProved(`it ended with ${status}\n${output}`);
        return 'status 0';
      });
    }
    await destroys(
      scene,
      'who deploys may not read states, so it exports none, and does nothing',
      2,
      { says: ['env:/dev-a/', 's3:GetObject', '--keep-states'] },
      ['--export-states', join(rehearsal.work, 'states'), ...GONE],
    );
    const stage = accountNamed(orgYaml, 'stage');
    await control.failNext({ account: stage, type: 'AWS::IAM::Role', operation: 'DELETE', seconds: 10 });
    await interruptedAt(
      scene,
      'it is killed while stage is emptied',
      'ProductAccounts-stage',
      'UPDATE_IN_PROGRESS',
      rest,
    );
    const { ops } = orgYaml.config.accounts;
    await control.failNext({ account: ops, type: 'AWS::CloudFormation::StackSet', operation: 'DELETE', seconds: 10 });
    await interruptedAt(
      scene,
      'it is killed while stacks are deleted',
      'ForwardingRoles-stage',
      'DELETE_IN_PROGRESS',
      rest,
    );
    await destroys(
      scene,
      'run again, it comes to its end, and names what stays',
      0,
      {
        says: [
          'destroyed: ',
          `AWS::S3::Bucket ${namesOf(orgYaml.config).stateBucket('legacy')}`,
          'orgstrap-boundary*',
          'deregister-delegated-administrator',
        ],
      },
      rest,
    );
    await scene.step('what it names is left, and nothing else', () => leftovers(rehearsal, orgYaml));
    await destroys(scene, 'run once more, there is nothing to do', 0, { says: ['0 stacks'] }, rest);
    return scene.edit((org) => {
      for (const name of ['dev', 'stage', 'prod']) org.setIn(['environments', name, 'retired'], true);
      for (const name of ['delivery', 'legacy']) org.setIn(['pipelines', name, 'retired'], true);
    });
  },
};

/** From Ops nobody sees control policies. */
const GONE = ['--accept', 'guardrails-gone'];

/** They are installed and taken away from the management account, and hold everything up between. */
async function guardrailsGo(scene: Scene): Promise<void> {
  const { orgYaml, rehearsal } = scene;
  const { managementAccount, rootId } = orgYaml.config.organization;
  await scene.step('the management account installs the guardrails with orgstrap deploy', async () => {
    const { organizations } = await administratorOf(rehearsal, orgYaml.config, managementAccount);
    for (const type of [PolicyType.SERVICE_CONTROL_POLICY, PolicyType.RESOURCE_CONTROL_POLICY]) {
      await organizations.send(new EnablePolicyTypeCommand({ RootId: rootId, PolicyType: type }));
    }
    const { status, output } = await scene.orgstrapAs(managementAccount, orgYaml, ['deploy', '--guardrails', '--yes']);
    if (status !== 0 || !output.includes('done: 5 stacks deployed')) {
      throw new NotProved(`it ended with ${status}\n${output}`);
    }
    return 'status 0, 5 stacks deployed';
  });
  await destroys(
    scene,
    'destroy asks for them to go first',
    2,
    {
      says: ['guardrails', 'npx orgstrap destroy --guardrails'],
    },
    ['--keep-states'],
  );
  await destroys(
    scene,
    'the management account takes them away',
    0,
    { says: ['deleted: orgstrap-Guardrails'] },
    ['--guardrails'],
    managementAccount,
  );
}

async function interruptedAt(
  scene: Scene,
  sentence: string,
  stack: string,
  status: string,
  options: readonly string[],
): Promise<void> {
  const { orgYaml, rehearsal } = scene;
  await scene.step(sentence, async () => {
    const { id } = orgYaml.config.organization;
    const command = await startOrgstrap(rehearsal, orgYaml, 'destroy', '--yes', id, ...options);
    await untilStack(rehearsal, orgYaml, stackName(stack), status, command);
    command.signal('SIGKILL');
    const end = await command.end();
    if (end !== 'SIGKILL') throw new NotProved(`it ended with ${end}\n${command.output()}`);
    return `killed at ${stack}`;
  });
}
