import { EXIT, Failure } from '../../domain/failure';
import type { OrgConfig, Pipeline } from '../../domain/org-config';
import { choosePipeline } from '../../estate/chosen-pipeline';
import { writeFiles } from '../../estate/files';
import { terraformWiring } from '../../writers/terraform/wiring';
import { WRITTEN_BY_ORGSTRAP } from '../../writers/terraform/workspace-module';

/**
 * Writes the wiring of a pipeline into the folder of a Terraform configuration, over an earlier one, and answers the
 * paths of the files.
 *
 * @param pipelineName - needed where there is more than one pipeline
 * @param state - needed where the pipeline has several, refused where it has none
 * @throws Failure `UnknownPipeline`, `PipelineNeeded`, `UnknownState`, `StateNeeded`; `NotOurs` before anything is written, where it would replace a
 *   file that it did not write.
 */
export function writeTerraform(
  config: OrgConfig,
  pipelineName: string | undefined,
  folder: string,
  state?: string,
): readonly string[] {
  const pipeline = choosePipeline(config, pipelineName);
  const wiring = terraformWiring(config, pipeline, chosenState(pipeline, state));
  return writeFiles(wiring, folder, isOurs);
}

function isOurs(path: string, text: string): boolean {
  // JSON has no comments to tell it by.
  return path.endsWith('.json') ? setsWorkspacesAlone(text) : text.startsWith(WRITTEN_BY_ORGSTRAP);
}

function setsWorkspacesAlone(json: string): boolean {
  try {
    return Object.keys(JSON.parse(json)).join() === 'workspaces';
  } catch {
    return false;
  }
}

function chosenState({ name, states }: Pipeline, state: string | undefined): string | undefined {
  if (state === undefined && states.length > 0) {
    throw new Failure(
      'StateNeeded',
      `the pipeline ${name} has several states; say which with --state: ${states.join(', ')}`,
      EXIT.unusable,
    );
  }
  if (state !== undefined && !states.includes(state)) {
    const expected = states.length === 0 ? 'none: it has one state, without a name' : `one of ${states.join(', ')}`;
    throw new Failure(
      'UnknownState',
      `the pipeline ${name} has no state '${state}' in org.yaml, expected ${expected}`,
      EXIT.unusable,
    );
  }
  return state;
}
