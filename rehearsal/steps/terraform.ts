import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { STATE_KEY, stateBucketName } from '../../lib/domain/names';
import type { OrgConfig, Pipeline } from '../../lib/domain/org-config';
import { type Workspace, workspacesOf } from '../../lib/domain/workspaces';
import { NotProved } from '../report/ledger';
import { administratorOf, type Stage, type Written } from '../stage';
import type { TerraformFolder } from '../terraform/terraform-folder';
import { findWorkload, samplesOf } from '../terraform/workload';

/** The wiring as a user gets it: formatted, valid, initialised on the real backend. */
export function wireTerraform(
  stage: Stage,
  written: Written,
  pipeline: Pipeline,
  folder: TerraformFolder,
): Promise<boolean> {
  return stage.ledger.prove(
    `the wiring of ${pipeline.name} is formatted and valid, and its backend initialises`,
    async () => {
      await folder.wire(written);
      await folder.run('fmt', '-check', '-recursive');
      await folder.initialise();
      await folder.run('validate');
      return `provider from ${stage.provider.description}`;
    },
  );
}

/** A workspace that is not in `org.yaml` stops before anything is called in an account. */
export async function refuseStrangeWorkspaces(
  stage: Stage,
  { config }: Written,
  pipeline: Pipeline,
  folder: TerraformFolder,
): Promise<void> {
  const known = workspacesOf(config, pipeline);
  for (const strange of ['default', 'prodd']) {
    await stage.ledger.prove(
      `the workspace '${strange}' of ${pipeline.name} is refused before an account is entered`,
      async () => {
        await folder.run('workspace', 'select', ...(strange === 'default' ? [] : ['-or-create']), strange);
        const before = (await stage.control.requestsSince(0)).at(-1)?.n ?? 0;
        const { status, output } = await folder.tryRun('plan');
        const text = output.replaceAll(/\s+/g, ' ');
        if (status === 0) throw new NotProved('terraform plan went through');
        const unnamed = known.filter(({ name }) => !text.includes(name));
        if (!text.includes(`There is no workspace "${strange}"`) || unnamed.length > 0) {
          throw new NotProved(`the message does not name the workspaces:\n${output}`);
        }
        const entered = (await stage.control.requestsSince(before)).filter(({ account }) =>
          known.some((workspace) => workspace.account === account),
        );
        if (entered.length > 0) throw new NotProved(`${entered.length} requests were made in product accounts`);
        return 'no request in any product account; the message names the workspaces';
      },
    );
  }
  await folder.run('workspace', 'select', 'default');
}

/** A state that somebody else has locked is not written. */
export async function honourLocks(
  stage: Stage,
  { config }: Written,
  pipeline: Pipeline,
  folder: TerraformFolder,
): Promise<void> {
  const [first] = workspacesOf(config, pipeline);
  if (first === undefined) return;
  await stage.ledger.prove(`a state of ${pipeline.name} that is locked is not planned or written`, async () => {
    const { s3 } = await administratorOf(stage, config, config.accounts.terraform);
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

/** Applies the workload in an account, and looks for it, and for its state, where they should be. */
export async function apply(
  stage: Stage,
  { config }: Written,
  pipeline: Pipeline,
  workspace: Workspace,
  folder: TerraformFolder,
): Promise<void> {
  const claim = `${pipeline.name} applies in ${workspace.name} (${workspace.environment}, ${workspace.account})`;
  await stage.ledger.prove(claim, async () => {
    await folder.run('workspace', 'select', '-or-create', workspace.name);
    await folder.run('apply', '-auto-approve');
    await findWorkload(
      await administratorOf(stage, config, workspace.account),
      pipeline.name,
      config.terraform.services,
      workspace.account,
    );
    const { serial, outputs } = await readState(stage, config, pipeline, workspace);
    if (outputs.account_id?.value !== workspace.account) {
      throw new NotProved(`the state says that it is of ${outputs.account_id?.value}`);
    }
    const { status } = await folder.tryRun('plan', '-detailed-exitcode');
    if (status !== 0) throw new NotProved(`a plan right after the apply ended with ${status}`);
    const made = samplesOf(config.terraform.services).join(', ') || 'nothing but outputs';
    return `made ${made}; state ${serial} read back from the bucket; the next plan is empty`;
  });
}

interface State {
  readonly serial: number;
  readonly outputs: Readonly<Record<string, { readonly value: unknown } | undefined>>;
}

async function readState(stage: Stage, config: OrgConfig, pipeline: Pipeline, workspace: Workspace): Promise<State> {
  const { s3 } = await administratorOf(stage, config, config.accounts.terraform);
  const { Body } = await s3.send(new GetObjectCommand(stateOf(config, pipeline, workspace)));
  return JSON.parse((await Body?.transformToString()) ?? '{}');
}

function stateOf(
  config: OrgConfig,
  pipeline: Pipeline,
  workspace: Workspace,
): { readonly Bucket: string; readonly Key: string } {
  return {
    Bucket: stateBucketName(pipeline.name, config.accounts.terraform, config.homeRegion),
    Key: `env:/${workspace.name}/${STATE_KEY}`,
  };
}
