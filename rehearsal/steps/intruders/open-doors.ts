import { ciRoleName, TERRAFORM_ROLES } from '../../../lib/domain/names';
import { namesOf } from '../../../lib/domain/names-of';
import type { Pipeline } from '../../../lib/domain/org-config';
import { workspacesOf } from '../../../lib/domain/workspaces';
import { clientsFor } from '../../emulated/clients';
import type { Credentials } from '../../emulated/control';
import { administratorOf, type Stage, type Written } from '../../stage';
import { assume } from '../ci-identities';
import { withOpenRole } from '../open-role';
import { goThrough } from './intrusion';

/** Administrators open the roles of the chain, and others than CI walk in. */
export async function openDoors(
  stage: Stage,
  { config }: Written,
  pipeline: Pipeline,
  administrator: Credentials,
): Promise<void> {
  const { accounts, homeRegion, organization } = config;
  const [workspace] = workspacesOf(config, pipeline);
  if (workspace === undefined) return;
  const names = namesOf(config);
  const elsewhere = await stage.control.administratorOf(organization.managementAccount);
  const here = clientsFor(stage.gateway, administrator, homeRegion);
  const ciRole = ciRoleName('apply', pipeline.name);
  await goThrough(stage, 'an administrator of the Terraform account', [
    {
      what: `lets everybody there become the CI Terraform role of ${pipeline.name}, and becomes it`,
      alarms: ['identity-is-changed', 'ci-role-by-a-stranger'],
      attempt: () =>
        withOpenRole(here.iam, ciRole, [accounts.terraform], config, () =>
          assume(stage, homeRegion, administrator, names.roleArn(accounts.terraform, ciRole)),
        ),
    },
  ]);
  const { iam } = await administratorOf(stage, config, workspace.account);
  const terraformRole = names.terraformRoleArn(workspace.account, 'apply');
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
