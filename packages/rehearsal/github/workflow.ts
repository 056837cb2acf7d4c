import { parse } from 'yaml';
import { elementsOf, isObject, type JsonObject, objectOf, textOf } from '../../iam-gateway/iam/json';

type Texts = Readonly<Record<string, string>>;

/** An action that is published by itself, in any version, and what a job wants of it. */
export interface ActionStep {
  readonly action: string;
  readonly inputs: Texts;
}

export type Step = { readonly script: string } | ActionStep;

/** A job of a workflow of GitHub Actions: as much of it as `orgstrap pipeline github` writes. */
export interface WorkflowJob {
  readonly env: Texts;
  /** The folder of its scripts in the repository. */
  readonly folder: string;
  readonly steps: readonly Step[];
}

/**
 * Reads a job of a workflow.
 *
 * @param known - the values of expressions, as `matrix.workspace`
 * @throws Error where it says something that would have to be understood to run it
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
 */
export function workflowJob(text: string, id: string, known: Texts = {}): WorkflowJob {
  const workflow = objectOf(parse(text), 'a workflow');
  const job = objectOf(objectOf(workflow.jobs, 'jobs')[id], `the job ${id}`);
  const { shell, 'working-directory': folder } = objectOf(objectOf(workflow.defaults, 'defaults').run, 'defaults.run');
  if (shell !== 'bash') throw new Error(`the scripts of ${id} are for ${shell}, not bash`);
  return {
    env: { ...textsIn(workflow.env, known), ...textsIn(job.env, known) },
    folder: textOf(folder, 'working-directory'),
    steps: elementsOf(job.steps, `the steps of ${id}`).map((step) => stepOf(objectOf(step, `a step of ${id}`), known)),
  };
}

function stepOf(step: JsonObject, known: Texts): Step {
  if (step.if !== undefined || step.shell !== undefined || step.env !== undefined) {
    throw new Error(`a step with more than a script or an action: ${JSON.stringify(step)}`);
  }
  if (step.run !== undefined) return { script: evaluated(textOf(step.run, 'run'), known) };
  const [action = ''] = textOf(step.uses, 'uses').split('@');
  return { action, inputs: textsIn(step.with, known) };
}

/** The entries of a map as text, as GitHub takes them. */
function textsIn(map: unknown, known: Texts): Texts {
  if (!isObject(map)) return {};
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, evaluated(String(value), known)]));
}

function evaluated(text: string, known: Texts): string {
  return text.replace(/\$\{\{(.*?)\}\}/g, (expression, inner: string) => {
    const value = known[inner.trim()];
    if (value === undefined) throw new Error(`nobody here knows what ${expression} is`);
    return value;
  });
}
