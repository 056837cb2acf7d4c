import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EXIT, Failure } from '../domain/failure';
import type { OrgConfig, Pipeline } from '../domain/org-config';
import { terraformWiring } from '../terraform/wiring';
import { WRITTEN_BY_ORGSTRAP } from '../terraform/written-by-orgstrap';

/**
 * Writes the wiring of a pipeline into the folder of a Terraform configuration, over an earlier one, and answers the
 * paths of the files.
 *
 * @param pipelineName - needed where there is more than one pipeline
 * @throws Failure `UnknownPipeline`, `PipelineNeeded`; `NotOurs` before anything is written, where it would replace a
 *   file that it did not write.
 */
export function writeTerraform(config: OrgConfig, pipelineName: string | undefined, folder: string): readonly string[] {
  const files = Object.entries(terraformWiring(config, choosePipeline(config, pipelineName))).map(([path, text]) => ({
    path: join(folder, path),
    text,
  }));
  const foreign = files.filter(({ path }) => existsSync(path) && !isOurs(path));
  if (foreign.length > 0) {
    throw new Failure(
      'NotOurs',
      `${foreign.map(({ path }) => path).join(', ')} was not written by orgstrap; move it away, or choose another folder`,
    );
  }
  for (const { path, text } of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return files.map(({ path }) => path);
}

function choosePipeline({ pipelines }: OrgConfig, name: string | undefined): Pipeline {
  const names = pipelines.map((pipeline) => pipeline.name).join(', ');
  const [first, ...others] = pipelines;
  if (name === undefined && first !== undefined && others.length === 0) return first;
  if (name === undefined) {
    throw new Failure(
      'PipelineNeeded',
      `there are several pipelines, so say which with --pipeline: ${names}`,
      EXIT.unusable,
    );
  }
  const chosen = pipelines.find((pipeline) => pipeline.name === name);
  if (chosen === undefined) {
    throw new Failure(
      'UnknownPipeline',
      `there is no pipeline '${name}' in org.yaml; there are: ${names}`,
      EXIT.unusable,
    );
  }
  return chosen;
}

function isOurs(path: string): boolean {
  const text = readFileSync(path, 'utf8');
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
