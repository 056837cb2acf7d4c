import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { throttledTo } from '../../../lib/aws/throttle';
import { stateKeyOf } from '../../../lib/domain/names';
import { namesOf } from '../../../lib/domain/names-of';
import type { OrgConfig, Pipeline } from '../../../lib/domain/org-config';
import { type Workspace, workspacesOf } from '../../../lib/domain/workspaces';
import type { Entry } from '../../iam-gateway/gateway/journal';
import { refused } from '../context/refused';
import { administratorOf, type OrgYaml, type Rehearsal } from '../context/rehearsal';
import { clientsFor } from '../emulated/clients';
import { NotProved, type PendingProofs, proveLater } from '../report/ledger';
import { findLent } from '../terraform/lent';
import type { TerraformFolder } from '../terraform/terraform-folder';
import { findWorkload, samplesOf, servicesOf } from '../terraform/workload';

/** The wiring as a user gets it: formatted, valid, initialised on the real backend. */
export function wireTerraform(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  pipeline: Pipeline,
  folder: TerraformFolder,
): Promise<boolean> {
  return rehearsal.ledger.prove(
    `the wiring of ${pipeline.name} is formatted and valid, and its backend initialises`,
    async () => {
      await folder.wire(orgYaml);
      await folder.run('fmt', '-check', '-recursive');
      await folder.initialise();
      await folder.run('validate');
      return `provider from ${rehearsal.provider.description}`;
    },
  );
}

/** Each takes Terraform half a minute and more: of hundreds of pipelines, and of hundreds of accounts of one, the first ones stand for all. */
export const MOST_AT_WORK = 10;

/** Those of a pipeline in which it applies here. */
export function workedIn(config: OrgConfig, pipeline: Pipeline): readonly Workspace[] {
  return workspacesOf(config, pipeline).slice(0, MOST_AT_WORK);
}

/** Where a pipeline has very many accounts or several states, all are wired in the same way: some of them are worked with. */
export function sayWhereItWorks({ ledger }: Rehearsal, config: OrgConfig, pipeline: Pipeline): void {
  const { name, states } = pipeline;
  const resting = workspacesOf(config, pipeline).slice(MOST_AT_WORK);
  if (resting.length > 0) {
    ledger.inert(
      `${name} applies in ${MOST_AT_WORK} of its accounts alone`,
      `it enters all of them, and they have the same roles: ${resting.map((workspace) => workspace.name).join(', ')}`,
    );
  }
  const [first, ...others] = states;
  if (first === undefined || others.length === 0) return;
  ledger.inert(
    `${name} plans and applies its state ${first} alone`,
    `its other states have the same roles, and differ in the key of the backend or the workspace of HCP Terraform alone: ${others.join(', ')}`,
  );
}

/** A workspace that is not in `org.yaml` stops before anything is called in an account. */
export async function refuseStrangeWorkspaces(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  pipeline: Pipeline,
  folder: TerraformFolder,
): Promise<void> {
  const known = workspacesOf(config, pipeline);
  await rehearsal.ledger.prove(
    `the workspace 'prodd' of ${pipeline.name} is refused before an account is entered`,
    async () => {
      await folder.run('workspace', 'select', '-or-create', 'prodd');
      const text = await refusedPlan(rehearsal, known, folder);
      const unnamed = known.filter(({ name }) => !text.includes(name));
      if (!text.includes('There is no workspace "prodd"') || unnamed.length > 0) {
        throw new NotProved(`the message does not name the workspaces:\n${text}`);
      }
      return 'no request in any product account; the message names the workspaces';
    },
  );
  await folder.run('workspace', 'select', 'default');
  await refused(
    rehearsal,
    {
      claim: `the workspace 'default' of ${pipeline.name} has no state that could be locked or written`,
      alarms: ['ci-role-is-refused'],
    },
    async () => {
      throw new Error(await refusedPlan(rehearsal, known, folder));
    },
  );
}

/** What a plan says that must not go through, nor reach an account. */
async function refusedPlan(
  { gateway }: Rehearsal,
  known: readonly Workspace[],
  folder: TerraformFolder,
): Promise<string> {
  const before = gateway.journal.entries.length;
  const { status, output } = await folder.tryRun('plan');
  if (status === 0) throw new NotProved('terraform plan went through');
  // Of this pipeline: another one may be applying in the same accounts at this moment.
  const entered = gateway.journal.entries
    .slice(before)
    .filter((entry) => known.some(({ account }) => isFrom(entry, account, folder)));
  if (entered.length > 0) throw new NotProved(`${entered.length} requests were made in product accounts`);
  return output.replaceAll(/\s+/g, ' ');
}

/** Whether a pipeline made a request from within an account. */
function isFrom({ caller = '' }: Entry, account: string, { sessionName }: TerraformFolder): boolean {
  return caller.includes(`:sts::${account}:`) && caller.endsWith(`/${sessionName}`);
}

/** A state that somebody else has locked is not written. */
export async function honourLocks(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  pipeline: Pipeline,
  folder: TerraformFolder,
): Promise<void> {
  const [first] = workspacesOf(config, pipeline);
  if (first === undefined) return;
  await rehearsal.ledger.prove(`a state of ${pipeline.name} that is locked is not planned or written`, async () => {
    // By a CI role, for nobody else may write there.
    const { s3 } = clientsFor(rehearsal.gateway, folder.session, config.homeRegion);
    await folder.run('workspace', 'select', '-or-create', first.name);
    const lock = { ...stateOf(config, pipeline, first), Key: `${stateOf(config, pipeline, first).Key}.tflock` };
    await s3.send(new PutObjectCommand({ ...lock, Body: JSON.stringify(LOCK_OF_SOMEBODY) }));
    const { status, output } = await folder.tryRun('plan');
    if (status === 0 || !output.includes('Error acquiring the state lock')) {
      throw new NotProved(`terraform plan ended with ${status} in spite of the lock\n${output}`);
    }
    await folder.run('force-unlock', '-force', LOCK_OF_SOMEBODY.ID);
    return 'refused while locked, released with force-unlock';
  });
}

const LOCK_OF_SOMEBODY = {
  ID: '5c1c3c2a-8f0e-4a53-9d4d-0f6a3e7f1b2c',
  Operation: 'OperationTypeApply',
  Who: 'somebody@else',
  Version: '1.11.0',
  Created: '2026-01-01T00:00:00Z',
  Info: '',
  Path: '',
};

/** Terraform waits much longer than it works, but each takes 300 MB. */
const SIDE_BY_SIDE = 4;

/**
 * Applies the workload in accounts side by side, and looks for it, and for its state, where they should be.
 *
 * @param plans - by the name of a workspace, the plan that was saved for it
 */
export function startApplying(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  pipeline: Pipeline,
  workspaces: readonly Workspace[],
  folder: TerraformFolder,
  plans: ReadonlyMap<string, string> = new Map(),
): PendingProofs {
  const turn = throttledTo(SIDE_BY_SIDE);
  return proveLater(
    rehearsal.ledger,
    workspaces.map((workspace) => {
      const { name, environment, account } = workspace;
      const plan = plans.get(name);
      return {
        claim: `${pipeline.name} applies in ${name} (${environment}, ${account})${plan ? ' what its plan roles have planned' : ''}`,
        outcome: turn(() => applied(rehearsal, config, pipeline, workspace, folder, plan)),
      };
    }),
  );
}

async function applied(
  rehearsal: Rehearsal,
  config: OrgConfig,
  pipeline: Pipeline,
  workspace: Workspace,
  folder: TerraformFolder,
  plan: string | undefined,
): Promise<string> {
  const services = servicesOf(config, pipeline);
  const start = performance.now();
  await folder.runIn(workspace.name, 'apply', ...(plan === undefined ? ['-auto-approve'] : [plan]));
  await findWorkload(await administratorOf(rehearsal, config, workspace.account), pipeline.name, services, workspace);
  const lent = await findLent(rehearsal, config, pipeline, workspace);
  const { serial, outputs } = await readState(rehearsal, config, pipeline, workspace, folder);
  if (outputs.account_id?.value !== workspace.account) {
    throw new NotProved(`the state says that it is of ${outputs.account_id?.value}`);
  }
  if (!rehearsal.gateway.journal.entries.some((entry) => isFrom(entry, workspace.account, folder))) {
    throw new NotProved(`nobody called ${folder.sessionName} has asked for anything in ${workspace.account}`);
  }
  const { status } = await folder.tryRunIn(workspace.name, 'plan', '-detailed-exitcode');
  if (status !== 0) throw new NotProved(`a plan right after the apply ended with ${status}`);
  const made = [...samplesOf(services, workspace.name), ...lent].join(', ') || 'nothing but outputs';
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  return `made ${made}; state ${serial} read back from the bucket; the next plan is empty; ${seconds} s`;
}

interface State {
  readonly serial: number;
  readonly outputs: Readonly<Record<string, { readonly value: unknown } | undefined>>;
}

async function readState(
  rehearsal: Rehearsal,
  config: OrgConfig,
  pipeline: Pipeline,
  workspace: Workspace,
  { session }: TerraformFolder,
): Promise<State> {
  const { s3 } = clientsFor(rehearsal.gateway, session, config.homeRegion);
  const { Body } = await s3.send(new GetObjectCommand(stateOf(config, pipeline, workspace)));
  return JSON.parse((await Body?.transformToString()) ?? '{}');
}

/** Where the state of a workspace is: its first one, where it has several. */
export function stateOf(
  config: OrgConfig,
  pipeline: Pipeline,
  workspace: Workspace,
): { readonly Bucket: string; readonly Key: string } {
  return {
    Bucket: namesOf(config).stateBucket(pipeline.name),
    Key: `env:/${workspace.name}/${stateKeyOf(pipeline.states[0])}`,
  };
}
