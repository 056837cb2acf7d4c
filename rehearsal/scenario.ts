import type { Pipeline } from '../lib/domain/org-config';
import { workspacesOf } from '../lib/domain/workspaces';
import { HOW_TO_GET_TERRAFORM } from './machine/find-terraform';
import type { Stage, Written } from './stage';
import { becomeCiRole, enterEveryAccount, keysOf } from './steps/ci-identities';
import { deploy } from './steps/deploy';
import { nothingWasIgnored } from './steps/emulation';
import { accountJoins, accountLeaves, addToOrgYaml } from './steps/new-account';
import { makeOrganization } from './steps/organization';
import { proveThePlan } from './steps/plan';
import { stateBuckets } from './steps/state-buckets';
import { apply, honourLocks, refuseStrangeWorkspaces, wireTerraform } from './steps/terraform';
import { terraformRoles } from './steps/terraform-roles';
import { TerraformFolder } from './terraform/terraform-folder';

/** A pipeline in use: its CI system has keys, and a folder with a Terraform configuration. */
interface PipelineAtWork {
  readonly pipeline: Pipeline;
  readonly folder: TerraformFolder | undefined;
}

/** The whole bootstrap, from an organization without orgstrap to Terraform in every product account, and one more. */
export async function rehearse(stage: Stage, written: Written): Promise<void> {
  if (!(await makeOrganization(stage, written))) return;
  if (!(await deploy(stage, written, 'cdk deploy --all puts everything in place'))) return;
  await terraformRoles(stage, written);
  await stateBuckets(stage, written);
  await proveThePlan(stage, written);

  const atWork: PipelineAtWork[] = [];
  for (const pipeline of written.config.pipelines) atWork.push(await putToWork(stage, written, pipeline));

  const [environment] = written.config.environments;
  const joined = environment && (await accountJoins(stage, written, environment));
  if (environment && joined) {
    const grown = addToOrgYaml(stage, written, environment, joined);
    if (await deploy(stage, grown, 'cdk deploy --all again, with the new account in org.yaml')) {
      await applyIn(stage, grown, atWork, joined.workspace);
    }
    await accountLeaves(stage, grown, environment, joined);
  }
  await nothingWasIgnored(stage);
}

/** Gives a pipeline's CI its keys, and applies in every account of the pipeline. */
async function putToWork(stage: Stage, written: Written, pipeline: Pipeline): Promise<PipelineAtWork> {
  const keys = await keysOf(stage, written, pipeline);
  await enterEveryAccount(stage, written, pipeline, keys);
  if (stage.terraform === undefined) {
    stage.ledger.skip(`${pipeline.name} runs Terraform in each of its accounts`, HOW_TO_GET_TERRAFORM);
    return { pipeline, folder: undefined };
  }
  const session = await becomeCiRole(stage, written, pipeline, 'apply', keys);
  const folder = new TerraformFolder(stage, stage.terraform, written.config, pipeline, 'apply', session);
  if (!(await wireTerraform(stage, written, pipeline, folder))) return { pipeline, folder: undefined };
  await refuseStrangeWorkspaces(stage, written, pipeline, folder);
  await honourLocks(stage, written, pipeline, folder);
  for (const workspace of workspacesOf(written.config, pipeline))
    await apply(stage, written, pipeline, workspace, folder);
  return { pipeline, folder };
}

/** Applies in one workspace with every pipeline that may. */
async function applyIn(
  stage: Stage,
  written: Written,
  atWork: readonly PipelineAtWork[],
  workspaceName: string,
): Promise<void> {
  for (const { pipeline, folder } of atWork) {
    const workspace = workspacesOf(written.config, pipeline).find(({ name }) => name === workspaceName);
    if (workspace === undefined) continue;
    if (folder === undefined) {
      const why = stage.terraform === undefined ? HOW_TO_GET_TERRAFORM : 'its wiring failed, see above';
      stage.ledger.skip(`${pipeline.name} applies in ${workspaceName}`, why);
      continue;
    }
    await folder.wire(written);
    await apply(stage, written, pipeline, workspace, folder);
  }
}
