import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { usableConfig } from '../../../lib/commands/usable-config';
import { type HcpTerraform, isOidc } from '../../../lib/domain/ci-identity';
import { EXIT, Failure } from '../../../lib/domain/failure';
import type { OrgConfig, Pipeline } from '../../../lib/domain/org-config';
import { PLATFORM, type Workspace } from '../../../lib/domain/workspaces';
import { choosePipeline } from '../../../lib/estate/chosen-pipeline';
import { servicesFor } from '../../../lib/policies/service-policies';
import type { OwnBlock } from '../../../lib/writers/terraform/own-blocks';
import { terraformWiring } from '../../../lib/writers/terraform/wiring';
import type { RequestOutcome } from '../../iam-gateway/gateway/journal';
import type { OrgYaml, Rehearsal } from '../context/rehearsal';
import { sessionOf } from '../credentials/session';
import { HOW_TO_GET_TERRAFORM } from '../machine/find-commands';
import { NotProved } from '../report/ledger';
import { allowedByService, type ListedServices } from '../terraform/allowing-services';
import { takeOutOwnBlocks } from '../terraform/own-blocks';
import { copyOfRepository } from '../terraform/own-folder';
import { type OwnOutcome, ownOutcome } from '../terraform/own-outcome';
import { TerraformFolder } from '../terraform/terraform-folder';
import { servicesIn } from '../terraform/workload';
import { deploy } from './deploy';
import { sayWhereItWorks, workedIn } from './terraform';

/** A Terraform configuration of the user's own, and the pipeline that it is for. */
export interface OwnTerraform {
  readonly folder: string;
  readonly pipeline: Pipeline;
  /** @default - the pipeline has one state, without a name */
  readonly state?: string | undefined;
}

interface OwnTerraformOptions {
  readonly terraform?: string;
  readonly pipeline?: string;
  readonly state?: string;
}

/**
 * What is to be planned and applied; nothing where no folder is given.
 *
 * @throws Failure `UnusableTerraform`, `UnknownPipeline`, `PipelineNeeded`
 */
export function ownTerraformIn(
  config: OrgConfig,
  { terraform: folder, pipeline: name, state }: OwnTerraformOptions,
): OwnTerraform | undefined {
  if (folder === undefined) return undefined;
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
  if (!isFolder || !readdirSync(folder).some((file) => /\.tf(\.json)?$/.test(file))) {
    throw new Failure('UnusableTerraform', `${folder} is no folder with a Terraform configuration`, EXIT.unusable);
  }
  return { folder, pipeline: choosePipeline(config, name), state };
}

/**
 * Plans and applies a copy of the user's own configuration in each workspace of its pipeline, with the services that their `org.yaml` lists. What the
 * policies deny is a failure that names the action; what the emulator does not know is no failure of theirs, and is listed.
 *
 * @param original - the `org.yaml` as it was given: the rehearsal lists more services in its copy
 * @returns what is deployed at the end
 */
export async function proveOwnTerraform(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  original: OrgYaml,
  { folder, pipeline: { name }, state }: OwnTerraform,
): Promise<OrgYaml> {
  const { ledger, terraform } = rehearsal;
  const skip = (how: string) => {
    ledger.skip(claim, how);
    return orgYaml;
  };
  const claim = `the configuration ${folder} is planned and applied by ${name}`;
  const pipeline = orgYaml.config.pipelines.find((each) => each.name === name);
  if (pipeline === undefined) return orgYaml;
  if (terraform === undefined) return skip(HOW_TO_GET_TERRAFORM);
  const copy = copyOfRepository(folder, join(rehearsal.work, 'own-terraform'));
  const leftOut = takeOutOwnBlocks(copy, Object.keys(terraformWiring(orgYaml.config, pipeline, state)));
  const exact = await withServicesOf(rehearsal, orgYaml, original.config);
  if (exact === undefined) return orgYaml;
  const folderOf = async (access: 'plan' | 'apply') =>
    new TerraformFolder(
      rehearsal,
      terraform,
      exact.config,
      pipeline,
      access,
      await sessionOf(rehearsal, exact, pipeline, access),
      copy,
    );
  const phases = { plan: await folderOf('plan'), apply: await folderOf('apply') };
  const hcp = isOidc(pipeline.identity) ? pipeline.identity.hcpTerraform : undefined;
  const wired = await rehearsal.ledger.prove(`${claim}: a copy is wired, initialises and is valid`, async () => {
    await phases.plan.wire(exact, state);
    if (hcp === undefined) await phases.plan.initialise(STATE_KEY_HERE);
    else await phases.plan.initialiseLocally();
    await phases.plan.run('validate');
    return [`provider from ${rehearsal.provider.description}`, ...aboutBlocks(leftOut), ...aboutHcp(hcp)].join('; ');
  });
  if (!wired) return exact;
  sayWhereItWorks(rehearsal, exact.config, { ...pipeline, states: [] });
  for (const workspace of workedIn(exact.config, pipeline)) {
    // As the workflows do: the plan roles write no state, not even an empty one.
    const called = hcp === undefined ? workspace.name : nameInHcp(hcp, workspace, state ?? pipeline.states[0]);
    if (called === undefined) continue;
    await phases.apply.run('workspace', 'select', '-or-create', called);
    await applyIn(
      rehearsal,
      exact,
      folder,
      { ...workspace, name: called, listed: listedIn(original, workspace) },
      phases,
    );
  }
  return exact;
}

/** Deploys what org.yaml lists, and no service of the sample workload. */
async function withServicesOf(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  original: OrgConfig,
): Promise<OrgYaml | undefined> {
  const { services } = original.terraform;
  if (orgYaml.config.terraform.services.every((service) => services.includes(service))) return orgYaml;
  const document = parseDocument(readFileSync(orgYaml.file, 'utf8'));
  document.setIn(['terraform', 'services'], services);
  const file = join(rehearsal.work, 'own-services.yaml');
  writeFileSync(file, document.toString());
  const exact = { file, config: usableConfig(file) };
  const claim = `cdk deploy gives Terraform the services of org.yaml alone: ${services.join(', ')}`;
  return (await deploy(rehearsal, exact, claim)) ? exact : undefined;
}

/** Where the user's own file lists what Terraform may do in a workspace. */
function listedIn({ file, config }: OrgYaml, workspace: Workspace): ListedServices {
  const services = servicesIn(config, workspace);
  if (workspace.environment === PLATFORM) {
    return { services, place: `managed.services of the platform account ${workspace.account} in ${basename(file)}` };
  }
  const lineCounter = new LineCounter();
  const node = parseDocument(readFileSync(file, 'utf8'), { lineCounter }).getIn(['terraform', 'services'], true);
  const line = isNode(node) && node.range ? ` (line ${lineCounter.linePos(node.range[0]).line})` : '';
  return { services, place: `terraform.services of ${basename(file)}${line}` };
}

/** What was taken out of the copy, and what that means for a real run. */
function aboutBlocks(blocks: readonly OwnBlock[]): readonly string[] {
  if (blocks.length === 0) return [];
  const places = blocks.map(({ place, block }) => `${place} has its own ${block}`).join(', ');
  return [
    `${places}: left out of the copy, because orgstrap terraform writes these and Terraform takes no second one, so take yours out before the real run; settings that only yours has are not rehearsed`,
  ];
}

function aboutHcp(hcp: HcpTerraform | undefined): readonly string[] {
  if (hcp === undefined) return [];
  return [
    'the sessions are those of runs in HCP Terraform; in place of its cloud block the state is kept beside the copy, and variables, policies and run tasks that are set in HCP Terraform are not rehearsed',
  ];
}

/** In a run `terraform.workspace` is the name that a workspace has there. */
function nameInHcp({ workspaces }: HcpTerraform, { name }: Workspace, state: string | undefined): string | undefined {
  return workspaces.find((each) => each.workspace === name && each.state === state)?.name;
}

/** The sample workload has its state under the key of the wiring, and would be destroyed. */
const STATE_KEY_HERE = 'rehearsed/terraform.tfstate';

type Phases = Readonly<Record<'plan' | 'apply', TerraformFolder>>;

const PLAN = 'orgstrap-rehearsal.tfplan';

async function applyIn(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  folder: string,
  { name, account, listed }: Workspace & { readonly listed: ListedServices },
  phases: Phases,
): Promise<void> {
  const source = servicesFor(config, account);
  const allowedBy = (action: string) => allowedByService(action, listed, source);
  const steps = [
    { what: 'plans', role: 'plan', args: ['plan', `-out=${PLAN}`], seen: /Plan: .*|No changes\..*/ },
    { what: 'applies', role: 'apply', args: ['apply', PLAN], seen: /Apply complete.*/ },
  ] as const;
  for (const { what, role, args, seen } of steps) {
    const claim = `${folder} ${what} in ${name} (${account})`;
    const start = performance.now();
    const { outcome, output } = await tried(rehearsal, phases[role], name, args, allowedBy);
    if (outcome.verdict === 'unknown') {
      rehearsal.ledger.skip(claim, `the emulator does not know ${outcome.calls.join(', ')}; AWS may allow it`);
      return;
    }
    const isDone = await rehearsal.ledger.prove(claim, () => {
      if (outcome.verdict === 'failed') throw new NotProved(outcome.reasons.join('\n'));
      return `${seen.exec(output)?.[0] ?? 'done'} ${((performance.now() - start) / 1000).toFixed(0)} s`;
    });
    if (!isDone) return;
  }
}

/** All that is no answer of AWS: none of it is a failure of the rehearsal itself. */
const REFUSALS: readonly RequestOutcome[] = [
  'denied',
  'refused token',
  'refused code',
  'undecided',
  'not carried',
  'malformed',
];

async function tried(
  { gateway: { journal } }: Rehearsal,
  folder: TerraformFolder,
  workspace: string,
  args: readonly string[],
  allowedBy: (action: string) => string,
): Promise<{ readonly outcome: OwnOutcome; readonly output: string }> {
  const before = journal.entries.length;
  const ends = { status: null as number | null, output: '' };
  await journal.denialsOf(async () => {
    Object.assign(ends, await folder.tryRunIn(workspace, ...args));
  }, REFUSALS);
  return { outcome: ownOutcome(ends, journal.entries.slice(before), allowedBy), output: ends.output };
}
