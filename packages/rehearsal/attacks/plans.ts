import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { Pipeline } from '../../../lib/domain/org-config';
import type { Workspace } from '../../../lib/domain/workspaces';
import { refused } from '../context/refused';
import type { OrgYaml, Rehearsal } from '../context/rehearsal';
import { assume } from '../credentials/ci-identities';
import { clientsFor } from '../emulated/clients';
import { NotProved } from '../report/ledger';
import { stateOf } from '../steps/terraform';
import type { TerraformFolder } from '../terraform/terraform-folder';

const PLAN = 'rehearsal.tfplan';

/**
 * The plan roles plan, and do nothing else.
 *
 * @param planning - a folder in the hands of the CI plan role
 * @returns the plan that they have saved; undefined where they could not
 */
export async function planApart(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  pipeline: Pipeline,
  workspace: Workspace,
  planning: TerraformFolder,
): Promise<string | undefined> {
  const { name } = workspace;
  const planned = await rehearsal.ledger.prove(`the plan roles of ${pipeline.name} plan in ${name}`, async () => {
    const { output } = await planning.runIn(name, 'plan', `-out=${PLAN}`);
    return /Plan: .*/.exec(output)?.[0] ?? 'nothing to do';
  });
  if (!planned) return undefined;
  await refused(
    rehearsal,
    {
      claim: `the plan roles of ${pipeline.name} do not apply what they have planned`,
      alarms: ['ci-role-is-refused'],
    },
    async () => {
      const { status, output } = await planning.tryRunIn(name, 'apply', PLAN);
      if (status !== 0) throw new NotProved(output);
    },
  );
  const { s3 } = clientsFor(rehearsal.gateway, planning.session, config.homeRegion);
  await refused(
    rehearsal,
    {
      claim: `the CI plan role of ${pipeline.name} does not write a state`,
      alarms: ['ci-role-is-refused'],
    },
    () => s3.send(new PutObjectCommand({ ...stateOf(config, pipeline, workspace), Body: '{}' })),
  );
  const terraformRole = workspace.roles.apply;
  await refused(
    rehearsal,
    {
      claim: `the CI plan role of ${pipeline.name} does not become the Terraform role`,
      alarms: ['role-is-refused'],
    },
    () => assume(rehearsal, config.homeRegion, planning.session, terraformRole),
  );
  return PLAN;
}
