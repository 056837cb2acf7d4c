import { CreateRoleCommand } from '@aws-sdk/client-iam';
import {
  AttachPolicyCommand,
  CreatePolicyCommand,
  EnablePolicyTypeCommand,
  PolicyType,
} from '@aws-sdk/client-organizations';
import { isAccountId } from '../../../../lib/domain/ids';
import { IAM_PATH, TERRAFORM_ROLES } from '../../../../lib/domain/names';
import { administratorOf } from '../../context/rehearsal';
import { NotProved } from '../../report/ledger';
import { accountNamed } from '../org';
import type { Scene } from '../scene';

/**
 * Makes the company of `company.yaml` what it is before it knows orgstrap: AWS has suspended an account, somebody has made by hand a role
 * that orgstrap makes, and a control policy keeps an account in quarantine.
 *
 * @returns the id of the policy
 */
export async function theCompanyAsItIs(scene: Scene): Promise<string> {
  await scene.step('dev-3 is suspended', async () => {
    const suspended = scene.rehearsal.tree?.accounts.find(({ name }) => name === 'dev-3');
    if (suspended === undefined || !isAccountId(suspended.id)) throw new NotProved('there is no dev-3');
    await scene.rehearsal.control.setAccountState(suspended.id, 'SUSPENDED');
    return suspended.id;
  });
  await scene.step('stage has a role of a name that orgstrap gives', () => roleByHand(scene));
  const made = { id: '' };
  await scene.step('cards-prod is in quarantine', async () => {
    made.id = await quarantine(scene);
    return made.id;
  });
  return made.id;
}

async function roleByHand({ rehearsal, orgYaml }: Scene): Promise<string> {
  const stage = accountNamed(orgYaml, 'stage');
  const { iam } = await administratorOf(rehearsal, orgYaml.config, stage);
  const trust = { Effect: 'Allow', Principal: { AWS: stage }, Action: 'sts:AssumeRole' };
  const { Role: role } = await iam.send(
    new CreateRoleCommand({
      RoleName: TERRAFORM_ROLES.apply,
      Path: IAM_PATH,
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
    }),
  );
  return role?.Arn ?? '';
}

/** StackSets of the emulator read no policy, so that they are told. */
async function quarantine({ rehearsal, orgYaml: { config }, orgYaml }: Scene): Promise<string> {
  const cards = accountNamed(orgYaml, 'cards-prod');
  const { managementAccount, rootId: RootId } = config.organization;
  const { organizations } = await administratorOf(rehearsal, config, managementAccount);
  await organizations.send(new EnablePolicyTypeCommand({ RootId, PolicyType: PolicyType.SERVICE_CONTROL_POLICY }));
  const { Policy: policy } = await organizations.send(
    new CreatePolicyCommand({
      Name: 'quarantine',
      Description: 'Nobody does anything in an account that is looked into',
      Type: PolicyType.SERVICE_CONTROL_POLICY,
      Content: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] }),
    }),
  );
  const PolicyId = policy?.PolicySummary?.Id ?? '';
  await organizations.send(new AttachPolicyCommand({ PolicyId, TargetId: cards }));
  await rehearsal.control.quarantine(cards, true);
  return PolicyId;
}
