import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { WORKLOAD_IAM_PATH } from '../../../lib/domain/names';
import { namesOf } from '../../../lib/domain/names-of';
import { deploymentAccountOf } from '../../../lib/domain/org-config';
import { allWorkspaces } from '../../../lib/domain/workspaces';
import { EmulatorStore } from '../../iam-gateway/gateway/emulator-store';
import { administratorOf, type OrgYaml, type Rehearsal } from '../context/rehearsal';
import { clientsFor } from '../emulated/clients';
import { everyStack } from '../emulated/every-stack';
import { becomePipeline, enter } from './pipeline-session';
import { stateKeyOf } from './workloads';

/** What a drill must not lose, and who reaches it, as AWS has it at one moment. */
export interface Picture {
  /** The names of the workspaces that each pipeline enters, through the chain of its roles. */
  readonly entered: ReadonlyMap<string, readonly string[]>;
  /** The names of the workspaces whose state each pipeline reads. */
  readonly readable: ReadonlyMap<string, readonly string[]>;
  /** What is in the state buckets, by bucket and key. */
  readonly states: ReadonlyMap<string, string>;
  /** The roles that Terraform made, by ARN, with the boundary that each wears, where that is still there. */
  readonly workloads: ReadonlyMap<string, string | undefined>;
  /** How many stacks the deployment account has. */
  readonly stacks: number;
}

/** @param orgYaml - whose pipelines and accounts are looked at */
export async function pictureOf(rehearsal: Rehearsal, orgYaml: OrgYaml): Promise<Picture> {
  const { config } = orgYaml;
  const { cloudFormation } = await administratorOf(rehearsal, config, deploymentAccountOf(config));
  const stacks = await everyStack(cloudFormation);
  const stored = await new EmulatorStore(rehearsal.control.port).snapshot();
  const workloads = stored.roles.filter(({ arn }) => arn.includes(`:role${WORKLOAD_IAM_PATH}`));
  const buckets = stored.buckets.map(({ name }) => name).filter((name) => name.startsWith('orgstrap-state-'));
  return {
    ...(await reachOf(rehearsal, orgYaml)),
    states: await statesIn(rehearsal, orgYaml, buckets),
    workloads: new Map(
      workloads.map(({ arn, boundary }) => [
        arn,
        boundary !== null && boundary in stored.managedPolicies ? boundary : undefined,
      ]),
    ),
    stacks: stacks.length,
  };
}

/** What each pipeline comes to, by trying all of it. */
async function reachOf(rehearsal: Rehearsal, orgYaml: OrgYaml): Promise<Pick<Picture, 'entered' | 'readable'>> {
  const { config } = orgYaml;
  const entered = new Map<string, readonly string[]>();
  const readable = new Map<string, readonly string[]>();
  for (const pipeline of config.pipelines) {
    const session = await becomePipeline(rehearsal, orgYaml, pipeline).catch(() => undefined);
    if (session === undefined) continue;
    const { s3 } = clientsFor(rehearsal.gateway, session, config.homeRegion);
    const Bucket = namesOf(config).stateBucket(pipeline.deployedAs);
    const inside: string[] = [];
    const read: string[] = [];
    for (const { name, account } of allWorkspaces(orgYaml.config)) {
      if ((await enter(rehearsal, orgYaml, session, account)) !== undefined) inside.push(name);
      const state = s3.send(new GetObjectCommand({ Bucket, Key: stateKeyOf(name) }));
      if (await state.then(Boolean, () => false)) read.push(name);
    }
    entered.set(pipeline.name, inside);
    readable.set(pipeline.name, read);
  }
  return { entered, readable };
}

async function statesIn(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  buckets: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { s3 } = await administratorOf(rehearsal, config, config.accounts.terraform);
  const states = new Map<string, string>();
  for (const Bucket of buckets) {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
    for (const { Key, ETag = '' } of Contents) states.set(`${Bucket}/${Key}`, ETag);
  }
  return states;
}

/** What a picture shows, for the table. */
export function pictureText({ entered, readable, states, workloads, stacks }: Picture): string {
  const kept = [...workloads.values()].filter((boundary) => boundary !== undefined).length;
  return [
    ...[...entered].map(
      ([pipeline, names]) =>
        `${pipeline} enters ${names.join(', ') || 'nothing'} and reads ${readable.get(pipeline)?.length ?? 0} states`,
    ),
    `${states.size} states, ${kept} workload roles in their boundary, ${stacks} stacks`,
  ].join('; ');
}

/** What was there before, and is not there after: a state in no bucket any more, a role of a workload that is gone or bare. */
export function lostBetween(before: Picture, after: Picture): readonly string[] {
  const contents = new Set(after.states.values());
  return [
    ...[...before.states].filter(([, content]) => !contents.has(content)).map(([where]) => `the state ${where}`),
    ...[...before.workloads]
      .filter(([arn, boundary]) => boundary !== undefined && after.workloads.get(arn) === undefined)
      .map(([arn]) => (after.workloads.has(arn) ? `the boundary of ${arn}` : arn)),
  ];
}
