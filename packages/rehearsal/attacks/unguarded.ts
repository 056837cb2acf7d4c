import { DeleteAccessKeyCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import { ciRoleName, ciUserName, roleArn, TERRAFORM_ROLES } from '../../../lib/domain/names';
import type { Pipeline } from '../../../lib/domain/org-config';
import { partitionOf } from '../../../lib/domain/region';
import { workspacesOf } from '../../../lib/domain/workspaces';
import { refused } from '../context/refused';
import { administratorOf, type Stage, type Written } from '../context/rehearsal';
import { asAdministrator, withOpenRole } from '../credentials/administrator';
import { assume, keysOf } from '../credentials/ci-identities';
import { clientsFor } from '../emulated/clients';
import type { Credentials } from '../emulated/control';
import { goThrough, inTerraformAccount } from './terraform-account';

/**
 * Before there are guardrails, an administrator does what nothing refuses, and makes it undone; and somebody looks around with the key of
 * a CI user. The alarms must tell of all of it.
 *
 * @param pipeline - its CI user has a key that got lost
 */
export async function intrude(stage: Stage, written: Written, pipeline: Pipeline): Promise<void> {
  await asAdministrator(stage, written, async (keys) => {
    const administrator = clientsFor(stage.gateway, keys, written.config.homeRegion);
    await goThrough(
      stage,
      'an administrator of the Terraform account',
      inTerraformAccount(administrator, written.config, pipeline),
    );
    await openDoors(stage, written, pipeline, keys);
  });
  const keys = await keysOf(stage, written, pipeline, 'apply');
  const stolen = clientsFor(stage.gateway, keys, written.config.homeRegion);
  const UserName = ciUserName('apply', pipeline.name);
  await refused(
    stage,
    {
      claim: `whoever holds a key of ${UserName} does not look around with it`,
      alarms: ['ci-user-does-something-else', 'ci-user-is-refused'],
    },
    () => stolen.iam.send(new ListUsersCommand({})),
  );
  const { iam } = await administratorOf(stage, written.config, written.config.accounts.terraform);
  await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: keys.accessKeyId }));
}

/** Administrators open the roles of the chain, and others than CI walk in. */
async function openDoors(
  stage: Stage,
  { config }: Written,
  pipeline: Pipeline,
  administrator: Credentials,
): Promise<void> {
  const { accounts, homeRegion, organization } = config;
  const [workspace] = workspacesOf(config, pipeline);
  if (workspace === undefined) return;
  const partition = partitionOf(homeRegion);
  const elsewhere = await stage.control.administratorOf(organization.managementAccount);
  const here = clientsFor(stage.gateway, administrator, homeRegion);
  const ciRole = ciRoleName('apply', pipeline.name);
  await goThrough(stage, 'an administrator of the Terraform account', [
    {
      what: `lets everybody there become the CI Terraform role of ${pipeline.name}, and becomes it`,
      alarms: ['identity-is-changed', 'ci-role-by-a-stranger'],
      attempt: () =>
        withOpenRole(here.iam, ciRole, [accounts.terraform], config, () =>
          assume(stage, homeRegion, administrator, roleArn(partition, accounts.terraform, ciRole)),
        ),
    },
  ]);
  const { iam } = await administratorOf(stage, config, workspace.account);
  const terraformRole = roleArn(partition, workspace.account, TERRAFORM_ROLES.apply);
  const owners = [accounts.terraform, organization.managementAccount];
  await goThrough(stage, `an administrator of ${workspace.name}`, [
    {
      what: 'lets administrators of the Terraform and of the management account become its Terraform role, which they do',
      alarms: ['identity-is-changed', 'terraform-role-by-a-stranger', 'terraform-role-from-elsewhere'],
      attempt: () =>
        withOpenRole(iam, TERRAFORM_ROLES.apply, owners, config, async () => {
          await assume(stage, homeRegion, administrator, terraformRole);
          await assume(stage, homeRegion, elsewhere, terraformRole);
        }),
    },
  ]);
}
