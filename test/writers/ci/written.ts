import { parse } from 'yaml';
import type { OrgConfig, Pipeline } from '../../../lib/domain/org-config';
import { terraformProgram } from '../../../lib/domain/terraform-program';
import { commandsOf } from '../../../lib/writers/ci/commands';
import { pipelineFiles } from '../../../lib/writers/ci/pipeline-files';
import { rolloutOf } from '../../../lib/writers/ci/rollout';
import type { System } from '../../../lib/writers/ci/systems';
import { example } from '../../support/examples';
import { orgConfig, pipeline } from '../../support/org-config';

export const SEVEN = example('seven-systems.yaml');

/** What pipelines run that choose no other program. */
export const TERRAFORM = commandsOf({ program: terraformProgram({}) });

/** A configuration whose only pipeline, `delivery`, has some states in all environments. */
export function withStates(
  states: readonly string[],
  environments: OrgConfig['environments'],
  { identity }: Pick<Pipeline, 'identity'> = pipeline('delivery', []),
): OrgConfig {
  const all = environments.map(({ name }) => name);
  return orgConfig({ environments, pipelines: [{ ...pipeline('delivery', all), identity, states }] });
}

/** The files of a pipeline of a configuration, by their names alone. */
export function filesOf(system: System, pipeline: string, config: OrgConfig = SEVEN): Readonly<Record<string, string>> {
  const found = config.pipelines.find(({ name }) => name === pipeline);
  if (found === undefined) throw new Error(`there is no pipeline ${pipeline}`);
  const files = Object.entries(pipelineFiles(system, rolloutOf(config, found, 'infrastructure')));
  return Object.fromEntries(files.map(([path, text]) => [path.replace(/^.*\//, ''), text]));
}

export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface Job {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly 'timeout-minutes'?: number;
  readonly strategy?: { readonly matrix: { readonly workspace: readonly string[]; readonly state?: unknown } };
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly env?: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly 'cancel-in-progress': boolean };
  readonly jobs: Readonly<Record<string, Job>>;
}

export type What = 'plan' | 'apply' | 'drift';

/** The workflows of a pipeline of GitHub, parsed. */
export function workflowsOf(pipeline: string, config: OrgConfig = SEVEN): Readonly<Record<What, Workflow>> {
  const files = filesOf('github', pipeline, config);
  const workflow = (what: What): Workflow => parse(files[`terraform-${pipeline}-${what}.yml`] ?? '');
  return { plan: workflow('plan'), apply: workflow('apply'), drift: workflow('drift') };
}
