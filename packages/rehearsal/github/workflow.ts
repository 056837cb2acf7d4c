import { parse } from 'yaml';
import { elementsOf, isObject, type JsonObject, objectOf, textOf } from '../../iam-gateway/iam/json';
import { evaluate, type Known } from './expression';

type Texts = Readonly<Record<string, string>>;

/** A script, and what it has in its environment beside that of its job. */
export interface ScriptStep {
  readonly script: string;
  readonly env?: Texts;
}

/** An action that is published by itself, in any version, and what a job wants of it. */
export interface ActionStep {
  readonly action: string;
  readonly inputs: Texts;
}

export type Step = ScriptStep | ActionStep;

/** A job of a workflow of GitHub Actions: as much of it as orgstrap writes. */
export interface WorkflowJob {
  /** The environment of GitHub that it uses, of which its token says so. @default - none */
  readonly environment?: string;
  readonly env: Texts;
  /** The folder of its scripts in the repository. */
  readonly folder: string;
  /** Whether a pipe fails with any of its parts: where `shell: bash` is written, and not where nothing is. */
  readonly failsInPipes: boolean;
  /** Those whose condition lets them run. */
  readonly steps: readonly Step[];
}

/**
 * Reads a job of a workflow.
 *
 * @param known - the values of expressions, as `matrix.workspace`
 * @throws Error where it says something that would have to be understood to run it
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
 */
export function workflowJob(text: string, id: string, known: Known = {}): WorkflowJob {
  const workflow = objectOf(parse(text), 'a workflow');
  const job = jobNamed(workflow, id);
  const defaults = isObject(workflow.defaults) ? objectOf(workflow.defaults.run, 'defaults.run') : {};
  const { shell, 'working-directory': folder = '.' } = defaults;
  if (shell !== undefined && shell !== 'bash') throw new Error(`the scripts of ${id} are for ${shell}, not bash`);
  const { environment } = job;
  return {
    ...(environment !== undefined && { environment: textOf(environment, 'environment') }),
    env: { ...textsIn(workflow.env, known), ...textsIn(job.env, known) },
    folder: textOf(folder, 'working-directory'),
    failsInPipes: shell === 'bash',
    steps: elementsOf(job.steps, `the steps of ${id}`)
      .map((step) => objectOf(step, `a step of ${id}`))
      .filter((step) => isMet(step.if, known))
      .map((step) => stepOf(step, known)),
  };
}

/** Whether the condition of a job lets it run. @throws Error as above */
export function jobRuns(text: string, id: string, known: Known): boolean {
  return isMet(jobNamed(objectOf(parse(text), 'a workflow'), id).if, known);
}

function jobNamed(workflow: JsonObject, id: string): JsonObject {
  return objectOf(objectOf(workflow.jobs, 'jobs')[id], `the job ${id}`);
}

function isMet(condition: unknown, known: Known): boolean {
  if (condition === undefined) return true;
  const [, expression = textOf(condition, 'if')] = /^\$\{\{(.*)\}\}$/s.exec(textOf(condition, 'if')) ?? [];
  const value = evaluate(expression, known);
  return value !== false && value !== '';
}

function stepOf(step: JsonObject, known: Known): Step {
  if (step.shell !== undefined || (step.env !== undefined && step.run === undefined)) {
    throw new Error(`a step with more than a script or an action: ${JSON.stringify(step)}`);
  }
  if (step.run !== undefined) {
    const script = evaluated(textOf(step.run, 'run'), known);
    return step.env === undefined ? { script } : { script, env: textsIn(step.env, known) };
  }
  const [action = ''] = textOf(step.uses, 'uses').split('@');
  return { action, inputs: textsIn(step.with, known) };
}

/** The entries of a map as text, as GitHub takes them. */
function textsIn(map: unknown, known: Known): Texts {
  if (!isObject(map)) return {};
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, evaluated(String(value), known)]));
}

function evaluated(text: string, known: Known): string {
  return text.replace(/\$\{\{(.*?)\}\}/g, (_, inner: string) => String(evaluate(inner, known)));
}
