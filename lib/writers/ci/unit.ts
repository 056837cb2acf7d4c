import type { Rollout, RolloutEnvironment } from './rollout';
import type { YamlMap } from './text';

/** What one job plans or applies: a workspace, or one of its states where there are several. Texts may be expressions. */
export interface Unit {
  /** Tells it from the others in names of jobs and artifacts. */
  readonly id: string;
  /** The same for people. */
  readonly title: string;
  /** Of its configuration. */
  readonly folder: string;
  /** Part of the environment of its job. */
  readonly env: YamlMap;
}

export function unitOf({ folder }: Rollout, workspace: string, state: string | undefined): Unit {
  if (state === undefined) return { id: workspace, title: workspace, folder, env: { TERRAFORM_WORKSPACE: workspace } };
  return {
    // No state has two hyphens, or one at its end: the first two always end it.
    id: `${state}--${workspace}`,
    title: `${state} in ${workspace}`,
    folder: folder === '.' ? state : `${folder}/${state}`,
    env: { STATE: state, TERRAFORM_WORKSPACE: workspace },
  };
}

/** One state of all workspaces of an environment. */
export function unitsOf(
  rollout: Rollout,
  { workspaces }: RolloutEnvironment,
  state: string | undefined,
): readonly Unit[] {
  return workspaces.map((workspace) => unitOf(rollout, workspace, state));
}

/** The unit within {@link eachUnit}, and of every script that has both names in its environment. */
export function shellUnit(rollout: Rollout): Unit {
  return unitOf(rollout, '$TERRAFORM_WORKSPACE', hasStates(rollout) ? '$STATE' : undefined);
}

/** Does something for each of some workspaces, and of some states where there are some; both as a shell has lists. */
export function eachUnit(
  rollout: Rollout,
  body: string,
  { workspaces, states }: UnitLists = { workspaces: '$WORKSPACES', states: '$STATES' },
): string {
  const each = `for TERRAFORM_WORKSPACE in ${workspaces}; do\n${body}\ndone`;
  return hasStates(rollout) ? `for STATE in ${states}; do ${each}; done` : each;
}

interface UnitLists {
  readonly workspaces: string;
  readonly states: string;
}

export function hasStates({ states }: Rollout): boolean {
  return states.length > 0;
}

/** The states one after the other; one without a name where there are none. */
export function statesOf(rollout: Rollout): readonly (string | undefined)[] {
  return hasStates(rollout) ? rollout.states : [undefined];
}

/** A list in parts that are not longer than a matrix of the CI system may be; at least one part. */
export function inParts<T>(list: readonly T[], longest: number): readonly (readonly T[])[] {
  const parts = Math.max(1, Math.ceil(list.length / longest));
  return Array.from({ length: parts }, (_, index) => list.slice(index * longest, (index + 1) * longest));
}
