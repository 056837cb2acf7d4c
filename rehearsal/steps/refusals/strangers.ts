import { namesOf } from '../../../lib/domain/names-of';
import type { Pipeline } from '../../../lib/domain/org-config';
import { workspacesOf } from '../../../lib/domain/workspaces';
import type { Credentials } from '../../emulated/control';
import type { Stage, Written } from '../../stage';
import { asAdministrator } from '../administrators';
import { assume } from '../ci-identities';
import { refused } from './refused';

/** Nobody takes a short cut into a product account, and nobody but CI takes the way of CI. */
export async function refuseStrangers(
  stage: Stage,
  written: Written,
  pipeline: Pipeline,
  ciUser: Credentials,
): Promise<void> {
  const { homeRegion } = written.config;
  const names = namesOf(written.config);
  const [workspace] = workspacesOf(written.config, pipeline);
  if (workspace === undefined) return;
  const terraformRole = names.terraformRoleArn(workspace.account, 'apply');
  const ciRole = names.ciRoleArn('apply', pipeline.name);
  await refused(
    stage,
    {
      claim: `the CI user of ${pipeline.name} does not become the Terraform role of ${workspace.name} directly`,
      alarms: ['ci-user-is-refused'],
    },
    () => assume(stage, homeRegion, ciUser, terraformRole),
  );
  await asAdministrator(stage, written, async (administrator) => {
    await refused(
      stage,
      {
        claim: `an administrator of the Terraform account does not become the CI Terraform role of ${pipeline.name}`,
        because: 'no resource-based policy allows',
        alarms: ['role-is-refused'],
      },
      () => assume(stage, homeRegion, administrator, ciRole),
    );
    await refused(
      stage,
      {
        claim: `an administrator of the Terraform account does not become the Terraform role of ${workspace.name}`,
        because: 'no resource-based policy allows',
        alarms: ['role-is-refused'],
      },
      () => assume(stage, homeRegion, administrator, terraformRole),
    );
  });
}
