import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { EXIT, Failure } from '../../domain/failure';
import type { OrgConfig, Pipeline } from '../../domain/org-config';
import { choosePipeline, chooseState } from '../../estate/chosen-pipeline';
import { NOT_OURS, writeFiles } from '../../estate/files';
import { othersInRepository } from '../../estate/repository';
import { withoutOwnBlocks } from '../../writers/terraform/own-blocks';
import { ownerIn, placeOfStates } from '../../writers/terraform/owner';
import { terraformWiring } from '../../writers/terraform/wiring';
import { WRITTEN_BY_ORGSTRAP } from '../../writers/terraform/workspace-module';

/** The file of the wiring that says where the states are. */
const BACKEND = 'backend.tf';

/**
 * Writes the wiring of a pipeline into the folder of a Terraform configuration, over an earlier one, and answers the
 * paths of the files.
 *
 * @param pipelineName - needed where there is more than one pipeline
 * @param state - needed where the pipeline has several, refused where it has none
 * @throws Failure `UnknownPipeline`, `PipelineNeeded`, `UnknownState`, `StateNeeded`; before anything is written `NotOurs`, where it would replace a
 *   file that it did not write, or wrote for another pipeline or state, and `SharedState`, where another folder of the same
 *   repository has the same state, and `OwnBlocks`, where the folder has a backend, a cloud block or a default provider of its own.
 */
export function writeTerraform(
  config: OrgConfig,
  pipelineName: string | undefined,
  folder: string,
  state?: string,
): readonly string[] {
  const pipeline = choosePipeline(config, pipelineName);
  const wiring = terraformWiring(config, pipeline, chooseState(pipeline, state));
  const backend = wiring[BACKEND] ?? '';
  refuseSharedState(backend, folder, pipeline);
  refuseOwnBlocks(folder);
  return writeFiles(wiring, folder, (path, text) => objectionTo(path, text, backend));
}

function objectionTo(path: string, text: string, backend: string): string | undefined {
  // JSON has no comments to tell it by.
  if (path.endsWith('.json')) return setsWorkspacesAlone(text) ? undefined : NOT_OURS;
  if (!text.startsWith(WRITTEN_BY_ORGSTRAP)) return NOT_OURS;
  const owner = basename(path) === BACKEND ? ownerIn(text) : undefined;
  if (owner === undefined || owner === ownerIn(backend)) return undefined;
  return `is for ${owner}: choose another folder, or delete the file first where this folder is no longer for that`;
}

/** Two configurations that share a state: each plans to destroy what the other one made. */
function refuseSharedState(backend: string, folder: string, { name, states }: Pipeline): void {
  const place = placeOfStates(backend);
  const other = othersInRepository(BACKEND, folder).find(
    ({ text }) => text.startsWith(WRITTEN_BY_ORGSTRAP) && placeOfStates(text) === place,
  );
  if (other === undefined) return;
  const fix =
    states.length === 0
      ? `list a state for each folder in pipelines.${name}.states, and write each folder with --state`
      : `add a state to pipelines.${name}.states, and write one of the two folders with it`;
  throw new Failure(
    'SharedState',
    `${folder} would share its states with ${other.folder}, which is in the same repository: a plan of one would destroy what the other made; ${fix}, or delete ${join(other.folder, BACKEND)} where this folder replaces that one`,
    EXIT.unusable,
  );
}

/** Terraform takes one backend and one default provider, and would refuse both: here nothing is written, and it says where the other one is. */
function refuseOwnBlocks(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return;
  const found = readdirSync(folder)
    .filter((name) => /\.tf(?:\.json)?$/.test(name))
    .sort()
    .flatMap((name) => withoutOwnBlocks(name, readFileSync(join(folder, name), 'utf8')).blocks);
  if (found.length === 0) return;
  throw new Failure(
    'OwnBlocks',
    `${folder} has ${found.map(({ place, block }) => `a ${block} (${place})`).join(', ')}: orgstrap terraform writes these, and Terraform takes no second one; take them out, and bring states that are elsewhere over with orgstrap adopt state (docs/adopt/hand-made.md). Nothing was written`,
    EXIT.failed,
  );
}

function setsWorkspacesAlone(json: string): boolean {
  try {
    return Object.keys(JSON.parse(json)).join() === 'workspaces';
  } catch {
    return false;
  }
}
