import { namesOf } from '../../../lib/domain/names-of';
import type { Pipeline } from '../../../lib/domain/org-config';
import { workspacesOf } from '../../../lib/domain/workspaces';
import { refused } from '../context/refused';
import type { OrgYaml, Rehearsal } from '../context/rehearsal';
import { asAdministrator } from '../credentials/administrator';
import { assume, becomeCiRole, keysOf } from '../credentials/ci-identities';
import type { Credentials } from '../emulated/control';

/** Nobody takes a short cut into a product account, and nobody but CI takes the way of CI. */
export async function refuseStrangers(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  pipeline: Pipeline,
  ciUser: Credentials,
): Promise<void> {
  const { homeRegion } = orgYaml.config;
  const names = namesOf(orgYaml.config);
  const [workspace] = workspacesOf(orgYaml.config, pipeline);
  if (workspace === undefined) return;
  const terraformRole = workspace.roles.apply;
  const ciRole = names.ciRoleArn('apply', pipeline.name);
  await refused(
    rehearsal,
    {
      claim: `the CI user of ${pipeline.name} does not become the Terraform role of ${workspace.name} directly`,
      alarms: ['ci-user-is-refused'],
    },
    () => assume(rehearsal, homeRegion, ciUser, terraformRole),
  );
  await asAdministrator(rehearsal, orgYaml, async (administrator) => {
    await refused(
      rehearsal,
      {
        claim: `an administrator of the Terraform account does not become the CI Terraform role of ${pipeline.name}`,
        because: 'no resource-based policy allows',
        alarms: ['role-is-refused'],
      },
      () => assume(rehearsal, homeRegion, administrator, ciRole),
    );
    await refused(
      rehearsal,
      {
        claim: `an administrator of the Terraform account does not become the Terraform role of ${workspace.name}`,
        because: 'no resource-based policy allows',
        alarms: ['role-is-refused'],
      },
      () => assume(rehearsal, homeRegion, administrator, terraformRole),
    );
  });
}

/** Keys that got out of the networks of their pipeline are worth nothing. */
export async function refuseOtherNetworks(rehearsal: Rehearsal, orgYaml: OrgYaml, pipeline: Pipeline): Promise<void> {
  for (const access of ['apply', 'plan'] as const) {
    const keys = await keysOf(rehearsal, orgYaml, pipeline, access);
    await refused(
      rehearsal,
      {
        claim: `from outside its networks, the CI user of ${pipeline.name} that may ${access} does not become its CI role`,
        because: 'with an explicit deny in an identity-based policy',
        alarms: ['ci-user-is-refused'],
      },
      () => becomeCiRole(rehearsal, orgYaml, pipeline, access, keys),
    );
  }
}
