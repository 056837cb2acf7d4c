import { CreateAccessKeyCommand, CreateLoginProfileCommand } from '@aws-sdk/client-iam';
import type { Document } from 'yaml';
import { ciUserName } from '../../../../lib/domain/names';
import { partitionOf } from '../../../../lib/domain/region';
import { administratorOf } from '../../context/rehearsal';
import { ADMINISTRATOR } from '../../emulated/control';
import { installGuardrails } from '../../steps/deploy';
import type { Drill } from '../drill';
import { leftovers } from '../leftovers';
import { StoryEnds } from '../scene';

const LEAVE = 'docs/leave.md';
const ENVIRONMENTS = ['dev', 'stage', 'prod'];

/** Everything goes by the commands of the document, and what it says that is kept is kept. */
export const everythingDestroyed: Drill = {
  name: 'everything-destroyed',
  title: 'orgstrap is given up, with guardrails, people, keys and the audit',
  begins: (org) => {
    org.setIn(['pipelines', 'legacy'], { identity: { iamUser: {} }, environments: ENVIRONMENTS });
    org.setIn(['audit'], { trail: 'own', email: ['security@example.com'] });
    org.setIn(['people'], {
      groups: { operators: { access: { dev: 'admin', prod: 'admin' } } },
      users: { 'first-operator': ['operators'] },
    });
    org.setIn(['guardrails'], { deployers: [administrator('333333333333'), administrator('111111111111')] });
  },
  play: async (scene) => {
    const { orgYaml, rehearsal } = scene;
    const { managementAccount } = orgYaml.config.organization;
    if (!(await installGuardrails(rehearsal, orgYaml))) throw new StoryEnds();
    await scene.runDocumented('the guardrails go', [LEAVE, 'guardrails'], orgYaml, { account: managementAccount });
    await scene.step('a key and a password are in use', async () => {
      const { iam } = await administratorOf(rehearsal, orgYaml.config, orgYaml.config.accounts.ops);
      await iam.send(new CreateAccessKeyCommand({ UserName: ciUserName('apply', 'legacy') }));
      await iam.send(new CreateLoginProfileCommand({ UserName: 'first-operator', Password: 'Correct-h0rse-battery' }));
      return 'of legacy and of first-operator';
    });
    const values = { PIPELINE: 'legacy', USER: 'first-operator' };
    await scene.runDocumented('keys and people lose what they sign in with', [LEAVE, 'users'], orgYaml, { values });
    const retired = scene.edit(retireEverything);
    await scene.runDocumented('everything is retired', [LEAVE, 'retire'], retired);
    await scene.trusts('nobody enters any account', 'delivery', []);
    await scene.runDocumented('what is left is destroyed', [LEAVE, 'destroy'], retired);
    await scene.runDocumented('the organization is as it was', [LEAVE, 'organization'], retired, {
      account: managementAccount,
      values: { OPS: orgYaml.config.accounts.ops },
    });
    await scene.step('states, trails and boundaries are left, and nothing else', () => leftovers(rehearsal, orgYaml));
    return retired;
  },
};

function administrator(account: string): string {
  return `arn:${partitionOf('eu-west-1')}:iam::${account}:user/${ADMINISTRATOR}`;
}

function retireEverything(org: Document): void {
  for (const name of ENVIRONMENTS) org.setIn(['environments', name, 'retired'], true);
  for (const name of ['delivery', 'legacy']) org.setIn(['pipelines', name, 'retired'], true);
}
