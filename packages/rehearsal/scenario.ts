import type { Access } from '../../lib/domain/access';
import { isOidc } from '../../lib/domain/ci-identity';
import type { Pipeline } from '../../lib/domain/org-config';
import { type Workspace, workspacesOf } from '../../lib/domain/workspaces';
import { refuseAdministrators } from './attacks/administrators';
import { refuseOtherPipelines } from './attacks/other-pipelines';
import { planApart } from './attacks/plans';
import { refuseOtherNetworks, refuseStrangers } from './attacks/strangers';
import { refuseEscapes } from './attacks/terraform-role';
import { refuseTokens } from './attacks/tokens';
import { intrude } from './attacks/unguarded';
import type { Stage, Written } from './context/rehearsal';
import { becomeCiRole, enterEveryAccount, keysOf } from './credentials/ci-identities';
import { becomeWithToken, enterWithTokens, jobOfPipeline } from './credentials/tokens';
import type { Credentials } from './emulated/control';
import { HOW_TO_GET_TERRAFORM } from './machine/find-commands';
import { proveThePeople } from './people/people';
import { rehearsed } from './rehearsal-config';
import type { Waiting } from './report/ledger';
import { alarmsTellOfAttacks } from './steps/alarms';
import { deploy, installGuardrails } from './steps/deploy';
import { rotateKeys } from './steps/key-rotation';
import { accountJoins, accountLeaves, addToOrgYaml } from './steps/new-account';
import { makeOrganization } from './steps/organization';
import { runInPhases } from './steps/phases';
import { proveThePlan } from './steps/plan';
import { auditWorkspaces, everyChangeNamesItsRun } from './steps/runs';
import { everythingWasDecided, nothingWasIgnored } from './steps/self-checks';
import { stateBuckets } from './steps/state-buckets';
import { honourLocks, refuseStrangeWorkspaces, startApplying, wireTerraform } from './steps/terraform';
import { terraformRoles } from './steps/terraform-roles';
import { verifyAccounts } from './steps/verify';
import { startWorkflows } from './steps/workflows';
import { TerraformFolder } from './terraform/terraform-folder';

/** A pipeline in use: its CI system has keys, and a folder with a Terraform configuration, which it applies. */
interface PipelineAtWork {
  readonly pipeline: Pipeline;
  readonly session: Credentials;
  readonly terraform: { readonly folder: TerraformFolder; readonly applying: Waiting } | undefined;
}

/** The whole bootstrap, from an organization without orgstrap to Terraform in every product account, and one more. */
export async function rehearse(stage: Stage, given: Written): Promise<void> {
  const found = await rehearsed(stage, given);
  if (found === undefined) return;
  const { written, stranger, tokens, elsewhere } = found;
  if (!(await makeOrganization(stage, written))) return;
  if (!(await deploy(stage, written, 'cdk deploy --all puts everything in place'))) return;
  await terraformRoles(stage, written);
  await stateBuckets(stage, written);

  const atWork: PipelineAtWork[] = [];
  for (const pipeline of written.config.pipelines) {
    if (![stranger, tokens, elsewhere].includes(pipeline)) atWork.push(await putToWork(stage, written, pipeline));
  }
  await enterWithTokens(stage, written, tokens);
  await refuseTokens(stage, written, tokens);
  await refuseOtherNetworks(stage, written, elsewhere);
  const workflows = await startWorkflows(stage, written, tokens);
  await withNewAccount(stage, written, atWork);
  await workflows();
  await everyChangeNamesItsRun(stage, written, atWork, tokens);
  await auditWorkspaces(stage, written, atWork);
  await refuse(stage, written, stranger, atWork);
  await verifyAccounts(stage, written);
  await intrude(stage, written, stranger);
  await guard(stage, written, stranger);
  await alarmsTellOfAttacks(stage, written);
  await everythingWasDecided(stage);
  await nothingWasIgnored(stage);
}

/** Gives a pipeline's CI its keys, and begins to apply in every account of the pipeline. */
async function putToWork(stage: Stage, written: Written, pipeline: Pipeline): Promise<PipelineAtWork> {
  const session = isOidc(pipeline.identity)
    ? await startWithTokens(stage, written, pipeline)
    : await startWithKeys(stage, written, pipeline);
  return { pipeline, session, terraform: await runTerraform(stage, written, pipeline, session) };
}

async function startWithTokens(stage: Stage, written: Written, pipeline: Pipeline): Promise<Credentials> {
  await enterWithTokens(stage, written, pipeline);
  return sessionOf(stage, written, pipeline, 'apply');
}

/** One key is all it makes: a user may have two. */
async function startWithKeys(stage: Stage, written: Written, pipeline: Pipeline): Promise<Credentials> {
  const keys = await keysOf(stage, written, pipeline, 'apply');
  await enterEveryAccount(stage, written, pipeline, keys);
  await refuseStrangers(stage, written, pipeline, keys);
  return becomeCiRole(stage, written, pipeline, 'apply', keys);
}

/** What a CI job starts with, whatever its identity is. */
async function sessionOf(stage: Stage, written: Written, pipeline: Pipeline, access: Access): Promise<Credentials> {
  if (isOidc(pipeline.identity)) {
    const token = await stage.issuers.tokenOf(jobOfPipeline(pipeline, access));
    return becomeWithToken(stage, written, pipeline, access, token);
  }
  return becomeCiRole(stage, written, pipeline, access, await keysOf(stage, written, pipeline, access));
}

async function runTerraform(
  stage: Stage,
  written: Written,
  pipeline: Pipeline,
  session: Credentials,
): Promise<PipelineAtWork['terraform']> {
  if (stage.terraform === undefined) {
    stage.ledger.skip(`${pipeline.name} runs Terraform in each of its accounts`, HOW_TO_GET_TERRAFORM);
    return undefined;
  }
  if (isOidc(pipeline.identity) && pipeline.identity.hcpTerraform) {
    const sessions = { apply: session, plan: await sessionOf(stage, written, pipeline, 'plan') };
    await runInPhases(stage, stage.terraform, written, pipeline, pipeline.identity.hcpTerraform, sessions);
    return undefined;
  }
  const folder = new TerraformFolder(stage, stage.terraform, written.config, pipeline, 'apply', session);
  if (!(await wireTerraform(stage, written, pipeline, folder))) return undefined;
  await refuseStrangeWorkspaces(stage, written, pipeline, folder);
  await honourLocks(stage, written, pipeline, folder);
  const workspaces = workspacesOf(written.config, pipeline);
  const [first] = workspaces;
  const plan = first && (await planIn(stage, written, pipeline, first));
  const plans = new Map(first && plan ? [[first.name, plan]] : []);
  return { folder, applying: startApplying(stage, written, pipeline, workspaces, folder, plans) };
}

/** What the job of a pull request does: the same folder in the hands of the plan roles. */
async function planIn(
  stage: Stage,
  written: Written,
  pipeline: Pipeline,
  workspace: Workspace,
): Promise<string | undefined> {
  if (stage.terraform === undefined) return undefined;
  const session = await sessionOf(stage, written, pipeline, 'plan');
  const folder = new TerraformFolder(stage, stage.terraform, written.config, pipeline, 'plan', session);
  return planApart(stage, written, pipeline, workspace, folder);
}

/** An account joins while the pipelines apply in the others, and leaves when they have applied in it, too. */
async function withNewAccount(stage: Stage, written: Written, atWork: readonly PipelineAtWork[]): Promise<void> {
  const [environment] = written.config.environments;
  const joined = environment && (await accountJoins(stage, written, environment));
  const grown = environment && joined && addToOrgYaml(stage, written, environment, joined);
  const deployed =
    grown && (await deploy(stage, grown, 'cdk deploy --all again, with the new account in org.yaml meanwhile'));
  if (deployed) await proveThePlan(stage, grown);
  for (const { terraform } of atWork) await terraform?.applying();
  if (!environment || !joined || !grown) return;
  if (deployed) await applyIn(stage, grown, atWork, joined.workspace);
  // What forwards its events leaves with it.
  await stage.watch.hear();
  await accountLeaves(stage, grown, environment, joined);
}

/** Applies in one workspace with every pipeline that may. */
async function applyIn(
  stage: Stage,
  written: Written,
  atWork: readonly PipelineAtWork[],
  workspaceName: string,
): Promise<void> {
  for (const { pipeline, terraform } of atWork) {
    const workspace = workspacesOf(written.config, pipeline).find(({ name }) => name === workspaceName);
    if (workspace === undefined) continue;
    if (terraform === undefined) {
      const why = stage.terraform === undefined ? HOW_TO_GET_TERRAFORM : 'its wiring failed, see above';
      stage.ledger.skip(`${pipeline.name} applies in ${workspaceName}`, why);
      continue;
    }
    const { folder } = terraform;
    await folder.wire(written);
    await startApplying(stage, written, pipeline, [workspace], folder)();
  }
}

/** With the guardrails over it, nobody touches what orgstrap made but whoever deploys it. */
async function guard(stage: Stage, written: Written, pipeline: Pipeline): Promise<void> {
  if (!(await installGuardrails(stage, written))) return;
  await refuseAdministrators(stage, written, pipeline);
  await rotateKeys(stage, written, pipeline);
  await proveThePeople(stage, written);
  await deploy(stage, written, 'with guardrails, cdk deploy --all still changes what there is');
}

/** What a pipeline must not do to another one, and none to what holds it. */
async function refuse(
  stage: Stage,
  written: Written,
  stranger: Pipeline,
  atWork: readonly PipelineAtWork[],
): Promise<void> {
  const [first] = atWork;
  if (first === undefined) return;
  const keys = await keysOf(stage, written, stranger, 'apply');
  const session = await becomeCiRole(stage, written, stranger, 'apply', keys);
  await refuseOtherPipelines(stage, written, { pipeline: stranger, session }, first.pipeline);
  await refuseEscapes(stage, written, first);
}
