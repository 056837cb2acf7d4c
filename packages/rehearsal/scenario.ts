import { assignmentsId } from '../../lib/domain/assignments';
import { isOidc } from '../../lib/domain/ci-identity';
import type { Pipeline } from '../../lib/domain/org-config';
import { type Workspace, workspacesOf } from '../../lib/domain/workspaces';
import { refuseAdministrators } from './attacks/administrators';
import { attackDeployment } from './attacks/deployment';
import { refuseOtherPipelines } from './attacks/other-pipelines';
import { planApart } from './attacks/plans';
import { refuseOtherNetworks, refuseStrangers } from './attacks/strangers';
import { refuseEscapes } from './attacks/terraform-role';
import { refuseTokens } from './attacks/tokens';
import { attackWithoutGuardrails } from './attacks/unguarded';
import type { OrgYaml, Rehearsal } from './context/rehearsal';
import { becomeCiRole, enterEveryAccount, keysOf } from './credentials/ci-identities';
import { sessionOf } from './credentials/session';
import { enterWithTokens } from './credentials/tokens';
import type { Credentials } from './emulated/control';
import { HOW_TO_GET_TERRAFORM } from './machine/find-commands';
import { proveThePeople } from './people/people';
import { lookAfterStates } from './people/state-versions';
import { prepareConfig } from './rehearsal-config';
import type { PendingProofs } from './report/ledger';
import { alarmsTellOfAttacks } from './steps/alarms';
import { assignedRoles } from './steps/assigned-roles';
import { deploy, installGuardrails } from './steps/deploy';
import { rotateKeys } from './steps/key-rotation';
import { lentRoles } from './steps/lent-roles';
import { accountJoins, accountLeaves, addToOrgYaml } from './steps/new-account';
import { makeOrganization } from './steps/organization';
import { type OwnTerraform, proveOwnTerraform } from './steps/own-terraform';
import { runInPhases } from './steps/phases';
import { proveThePlan } from './steps/plan';
import { auditWorkspaces, everyChangeNamesItsRun } from './steps/runs';
import { everythingWasDecided, nothingWasIgnored } from './steps/self-checks';
import { stateBuckets } from './steps/state-buckets';
import { showStatus } from './steps/status';
import {
  honourLocks,
  MOST_AT_WORK,
  refuseStrangeWorkspaces,
  sayWhereItWorks,
  startApplying,
  wireTerraform,
  workedIn,
} from './steps/terraform';
import { environmentsWithTerraform, terraformRoles } from './steps/terraform-roles';
import { verifyAccounts, verifyGuardrails } from './steps/verify';
import { startWorkflows } from './steps/workflows';
import { TerraformFolder } from './terraform/terraform-folder';

/** A pipeline in use: its CI system has keys, and a folder with a Terraform configuration, which it applies. */
interface PipelineAtWork {
  readonly pipeline: Pipeline;
  readonly session: Credentials;
  readonly terraform: { readonly folder: TerraformFolder; readonly applying: PendingProofs } | undefined;
}

/**
 * The whole bootstrap, from an organization without orgstrap to Terraform in every product account, and one more.
 *
 * @param own - what is planned and applied beside the sample workload. @default - nothing
 * @returns the `org.yaml` that is deployed at the end; undefined where nothing is
 */
export async function rehearse(
  rehearsal: Rehearsal,
  original: OrgYaml,
  own?: OwnTerraform,
): Promise<OrgYaml | undefined> {
  const { ledger } = rehearsal;
  ledger.chapter('one cdk deploy puts everything in place');
  const found = await prepareConfig(rehearsal, original);
  if (found === undefined) return undefined;
  const { orgYaml, stranger, tokens, elsewhere } = found;
  if (!(await makeOrganization(rehearsal, orgYaml))) return undefined;
  if (!(await deploy(rehearsal, orgYaml, 'cdk deploy --all puts everything in place'))) return undefined;
  await terraformRoles(rehearsal, orgYaml);
  await stateBuckets(rehearsal, orgYaml);
  await assignedRoles(rehearsal, orgYaml);

  ledger.chapter('pipelines run Terraform in their accounts');
  const atWork: PipelineAtWork[] = [];
  const given = orgYaml.config.pipelines.filter((pipeline) => ![stranger, tokens, elsewhere].includes(pipeline));
  for (const pipeline of given.slice(0, MOST_AT_WORK)) atWork.push(await putToWork(rehearsal, orgYaml, pipeline));
  sayWhoRests(rehearsal, given.slice(MOST_AT_WORK));
  ledger.chapter("tokens of CI's own jobs open its roles, no others");
  await enterWithTokens(rehearsal, orgYaml, tokens);
  await refuseTokens(rehearsal, orgYaml, tokens);
  await refuseOtherNetworks(rehearsal, orgYaml, elsewhere);
  ledger.chapter('orgstrap writes workflows of GitHub');
  const workflows = await startWorkflows(rehearsal, orgYaml, tokens);
  ledger.chapter('an account joins, works like all, and leaves');
  await withNewAccount(rehearsal, orgYaml, atWork);
  ledger.chapter('the workflows run, and every change names its run');
  await workflows();
  await everyChangeNamesItsRun(rehearsal, orgYaml, atWork, tokens);
  const inProductAccounts = atWork.filter(({ pipeline }) => pipeline.environments.length > 0);
  await auditWorkspaces(rehearsal, orgYaml, inProductAccounts);
  await lentRoles(rehearsal, orgYaml, atWork);
  const [applied] = inProductAccounts;
  if (applied !== undefined) {
    ledger.chapter('operators look after states');
    await lookAfterStates(rehearsal, orgYaml, applied.pipeline);
  }
  ledger.chapter('no pipeline gets into another, or wider rights');
  await refuse(rehearsal, orgYaml, stranger, inProductAccounts);
  ledger.chapter('orgstrap verify finds what somebody changed');
  await verifyAccounts(rehearsal, orgYaml);
  await showStatus(
    rehearsal,
    orgYaml,
    atWork.map(({ pipeline }) => pipeline),
  );
  ledger.chapter('an alarm tells of what nothing refuses');
  await attackWithoutGuardrails(rehearsal, orgYaml, stranger);
  await attackDeployment(rehearsal, orgYaml);
  await guard(rehearsal, orgYaml, stranger);
  await verifyGuardrails(rehearsal, orgYaml);
  ledger.chapter('attacks raise their alarms, and nothing else does');
  await alarmsTellOfAttacks(rehearsal, orgYaml);
  const last = own === undefined ? orgYaml : await proveOwnTerraform(rehearsal, orgYaml, original, own);
  ledger.chapter('the rehearsal left nothing out');
  await everythingWasDecided(rehearsal);
  await nothingWasIgnored(rehearsal);
  return last;
}

function sayWhoRests({ ledger }: Rehearsal, resting: readonly Pipeline[]): void {
  if (resting.length === 0) return;
  ledger.inert(
    `${resting.length} pipelines do not run Terraform`,
    `they are deployed and have their state buckets; ${MOST_AT_WORK} others are put to work: ${resting.map(({ name }) => name).join(', ')}`,
  );
}

/** Gives a pipeline's CI its keys, and begins to apply in every account of the pipeline. */
async function putToWork(rehearsal: Rehearsal, orgYaml: OrgYaml, pipeline: Pipeline): Promise<PipelineAtWork> {
  const session = isOidc(pipeline.identity)
    ? await startWithTokens(rehearsal, orgYaml, pipeline)
    : await startWithKeys(rehearsal, orgYaml, pipeline);
  return { pipeline, session, terraform: await runTerraform(rehearsal, orgYaml, pipeline, session) };
}

async function startWithTokens(rehearsal: Rehearsal, orgYaml: OrgYaml, pipeline: Pipeline): Promise<Credentials> {
  await enterWithTokens(rehearsal, orgYaml, pipeline);
  return sessionOf(rehearsal, orgYaml, pipeline, 'apply');
}

/** One key is all it makes: a user may have two. */
async function startWithKeys(rehearsal: Rehearsal, orgYaml: OrgYaml, pipeline: Pipeline): Promise<Credentials> {
  const keys = await keysOf(rehearsal, orgYaml, pipeline, 'apply');
  await enterEveryAccount(rehearsal, orgYaml, pipeline, keys);
  await refuseStrangers(rehearsal, orgYaml, pipeline, keys);
  return becomeCiRole(rehearsal, orgYaml, pipeline, 'apply', keys);
}

async function runTerraform(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  pipeline: Pipeline,
  session: Credentials,
): Promise<PipelineAtWork['terraform']> {
  if (rehearsal.terraform === undefined) {
    rehearsal.ledger.skip(`${pipeline.name} runs Terraform in each of its accounts`, HOW_TO_GET_TERRAFORM);
    return undefined;
  }
  sayWhereItWorks(rehearsal, orgYaml.config, pipeline);
  if (isOidc(pipeline.identity) && pipeline.identity.hcpTerraform) {
    const sessions = { apply: session, plan: await sessionOf(rehearsal, orgYaml, pipeline, 'plan') };
    await runInPhases(rehearsal, rehearsal.terraform, orgYaml, pipeline, pipeline.identity.hcpTerraform, sessions);
    return undefined;
  }
  const folder = new TerraformFolder(rehearsal, rehearsal.terraform, orgYaml.config, pipeline, 'apply', session);
  if (!(await wireTerraform(rehearsal, orgYaml, pipeline, folder))) return undefined;
  await refuseStrangeWorkspaces(rehearsal, orgYaml, pipeline, folder);
  await honourLocks(rehearsal, orgYaml, pipeline, folder);
  const workspaces = workedIn(orgYaml.config, pipeline);
  const [first] = workspaces;
  const plan = first && (await planIn(rehearsal, orgYaml, pipeline, first));
  const plans = new Map(first && plan ? [[first.name, plan]] : []);
  return { folder, applying: startApplying(rehearsal, orgYaml, pipeline, workspaces, folder, plans) };
}

/** What the job of a pull request does: the same folder in the hands of the plan roles. */
async function planIn(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  pipeline: Pipeline,
  workspace: Workspace,
): Promise<string | undefined> {
  if (rehearsal.terraform === undefined) return undefined;
  const session = await sessionOf(rehearsal, orgYaml, pipeline, 'plan');
  const folder = new TerraformFolder(rehearsal, rehearsal.terraform, orgYaml.config, pipeline, 'plan', session);
  return planApart(rehearsal, orgYaml, pipeline, workspace, folder);
}

/** An account joins while the pipelines apply in the others, and leaves when they have applied in it, too. */
async function withNewAccount(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  atWork: readonly PipelineAtWork[],
): Promise<void> {
  const { people } = orgYaml.config;
  const environments = environmentsWithTerraform(orgYaml.config);
  // One that an account enters by itself, if there is one.
  const environment = environments.find(({ only }) => only === undefined) ?? environments[0];
  const joined = environment && (await accountJoins(rehearsal, orgYaml, environment));
  const grown = environment && joined && addToOrgYaml(rehearsal, orgYaml, environment, joined);
  const deployed =
    grown && (await deploy(rehearsal, grown, 'cdk deploy --all again, with the new account in org.yaml meanwhile'));
  if (deployed) {
    await proveThePlan(rehearsal, grown);
    await assignedRoles(rehearsal, grown);
  }
  for (const { terraform } of atWork) await terraform?.applying();
  if (!environment) return rehearsal.ledger.inert('no account joins', 'org.yaml has no environment with a pipeline');
  if (!joined || !grown) return;
  if (deployed) await applyIn(rehearsal, grown, atWork, joined.workspace);
  const isPart = environment.only === 'accounts';
  const hasAssignments = people?.signIn.source === 'identityCenter';
  // Roles of Identity Center would hold their policies in the account, whose stack then could not go.
  if (isPart && hasAssignments) {
    const first = ['--exclusively', assignmentsId(environment.deployedAs, 0)];
    await deploy(rehearsal, orgYaml, 'cdk deploy ends the assignments in the new account, as plan asks for', first);
  }
  if (isPart || hasAssignments) {
    await deploy(rehearsal, orgYaml, 'cdk deploy --all without the new account, which ends what it was given by name');
    await assignedRoles(rehearsal, orgYaml);
  }
  // What forwards its events leaves with it.
  await rehearsal.alarmMonitor.deliverEvents();
  await accountLeaves(rehearsal, grown, environment, joined);
  if (!deployed || isPart || hasAssignments) return;
  await deploy(rehearsal, orgYaml, 'cdk deploy --all without the account that left, which CI may enter no more');
}

/** Applies in one workspace with every pipeline that may. */
async function applyIn(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  atWork: readonly PipelineAtWork[],
  workspaceName: string,
): Promise<void> {
  for (const { pipeline, terraform } of atWork) {
    const workspace = workspacesOf(orgYaml.config, pipeline).find(({ name }) => name === workspaceName);
    if (workspace === undefined) continue;
    if (rehearsal.terraform && isOidc(pipeline.identity) && pipeline.identity.hcpTerraform) {
      const why = 'org.yaml names no workspace of HCP Terraform for an account that has just joined';
      rehearsal.ledger.inert(`no run of ${pipeline.name} is in ${workspaceName}`, why);
      continue;
    }
    if (terraform === undefined) {
      const why = rehearsal.terraform === undefined ? HOW_TO_GET_TERRAFORM : 'its wiring failed, see above';
      rehearsal.ledger.skip(`${pipeline.name} applies in ${workspaceName}`, why);
      continue;
    }
    const { folder } = terraform;
    await folder.wire(orgYaml);
    await startApplying(rehearsal, orgYaml, pipeline, [workspace], folder)();
  }
}

/** With the guardrails over it, only deployers touch what orgstrap made. */
async function guard(rehearsal: Rehearsal, orgYaml: OrgYaml, pipeline: Pipeline): Promise<void> {
  const { ledger } = rehearsal;
  ledger.chapter('guardrails refuse it to administrators, too');
  if (!(await installGuardrails(rehearsal, orgYaml))) return;
  await refuseAdministrators(rehearsal, orgYaml, pipeline);
  ledger.chapter('keys of CI are rotated');
  await rotateKeys(rehearsal, orgYaml, pipeline);
  ledger.chapter('people sign in with MFA, switch roles, and leave');
  await proveThePeople(rehearsal, orgYaml);
  ledger.chapter('deploying goes on under guardrails');
  await deploy(rehearsal, orgYaml, 'with guardrails, cdk deploy --all still changes what there is');
}

/** What a pipeline must not do to another one, and none to what holds it. */
async function refuse(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  stranger: Pipeline,
  atWork: readonly PipelineAtWork[],
): Promise<void> {
  const [first] = atWork;
  if (first === undefined) return;
  const keys = await keysOf(rehearsal, orgYaml, stranger, 'apply');
  const session = await becomeCiRole(rehearsal, orgYaml, stranger, 'apply', keys);
  await refuseOtherPipelines(rehearsal, orgYaml, { pipeline: stranger, session }, first.pipeline);
  await refuseEscapes(rehearsal, orgYaml, first);
}
