import { EXIT, Failure } from '../../domain/failure';
import type { OrgConfig, Pipeline } from '../../domain/org-config';
import { writeTerraform } from '../terraform/write-terraform';

/** Where the wiring of a pipeline, or of one of its states, is written. */
export interface WiredFolder {
  readonly pipeline: string | undefined;
  readonly state: string | undefined;
  readonly folder: string;
}

/** `FOLDER`, `PIPELINE=FOLDER` or `PIPELINE/STATE=FOLDER`. */
export function wiredFolder(text: string): WiredFolder {
  const at = text.indexOf('=');
  if (at === -1) return { pipeline: undefined, state: undefined, folder: text };
  const [pipeline, state] = text.slice(0, at).split('/');
  return { pipeline, state, folder: text.slice(at + 1) };
}

interface WiredState {
  readonly pipeline: string;
  readonly state: string | undefined;
}

/**
 * Writes what some folders are for, and names what is left for the pipelines of some environments.
 *
 * @throws Failure `UnknownPipeline` and others of `writeTerraform`
 */
export function wired(
  config: OrgConfig,
  file: string,
  environments: readonly string[],
  folders: readonly WiredFolder[],
): { readonly written: readonly string[]; readonly commands: readonly string[] } {
  const written = folders.flatMap(({ pipeline, state, folder }) => writeTerraform(config, pipeline, folder, state));
  const only = config.pipelines.length === 1 ? config.pipelines[0]?.name : undefined;
  const isDone = (wanted: WiredState) =>
    folders.some(({ pipeline = only, state }) => pipeline === wanted.pipeline && state === wanted.state);
  const all = config.pipelines
    .filter((pipeline) => pipeline.environments.some((name) => environments.includes(name)))
    .flatMap(statesOf);
  const commands = all
    .filter((wanted) => !isDone(wanted))
    .map(
      ({ pipeline, state }) =>
        `orgstrap terraform --config ${file} --pipeline ${pipeline}${state === undefined ? '' : ` --state ${state}`} --out FOLDER`,
    );
  return { written, commands };
}

function statesOf({ name: pipeline, states }: Pipeline): readonly WiredState[] {
  return states.length === 0 ? [{ pipeline, state: undefined }] : states.map((state) => ({ pipeline, state }));
}

/** Before anything is done: a folder for a pipeline that is not there would be found out last. @throws Failure `UnknownPipeline` */
export function requireKnownPipelines(config: OrgConfig, folders: readonly WiredFolder[]): void {
  const known = config.pipelines.map(({ name }) => name);
  const unknown = folders.filter(({ pipeline }) => pipeline !== undefined && !known.includes(pipeline));
  if (unknown.length === 0) return;
  throw new Failure(
    'UnknownPipeline',
    `--terraform: there is no pipeline ${unknown.map(({ pipeline }) => pipeline).join(', ')}; org.yaml has ${known.join(', ') || 'none'}`,
    EXIT.unusable,
  );
}
