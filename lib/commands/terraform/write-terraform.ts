import type { OrgConfig } from '../../domain/org-config';
import { choosePipeline } from '../../estate/chosen-pipeline';
import { writeFiles } from '../../estate/files';
import { terraformWiring } from '../../writers/terraform/wiring';
import { WRITTEN_BY_ORGSTRAP } from '../../writers/terraform/workspace-module';

/**
 * Writes the wiring of a pipeline into the folder of a Terraform configuration, over an earlier one, and answers the
 * paths of the files.
 *
 * @param pipelineName - needed where there is more than one pipeline
 * @throws Failure `UnknownPipeline`, `PipelineNeeded`; `NotOurs` before anything is written, where it would replace a
 *   file that it did not write.
 */
export function writeTerraform(config: OrgConfig, pipelineName: string | undefined, folder: string): readonly string[] {
  const wiring = terraformWiring(config, choosePipeline(config, pipelineName));
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
