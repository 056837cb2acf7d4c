import type { Rollout } from '../rollout';
import type { YamlMap } from '../text';

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
  /** The job's, where they are not those of the workflow. */
  readonly defaults?: YamlMap;
}

export function unitOf({ folder }: Rollout, workspace: string, state: string | undefined): Unit {
  if (state === undefined) return { id: workspace, title: workspace, folder, env: { TERRAFORM_WORKSPACE: workspace } };
  const own = folder === '.' ? state : `${folder}/${state}`;
  return {
    // No state has two hyphens, or one at its end: the first two always end it.
    id: `${state}--${workspace}`,
    title: `${state} in ${workspace}`,
    folder: own,
    env: { STATE: state, TERRAFORM_WORKSPACE: workspace },
    defaults: { run: { 'working-directory': own } },
  };
}

/** The unit of a job of a matrix. */
export function matrixUnit(rollout: Rollout): Unit {
  return unitOf(rollout, '${{ matrix.workspace }}', hasStates(rollout) ? '${{ matrix.state }}' : undefined);
}

/** The unit within {@link eachUnit}. */
export function shellUnit(rollout: Rollout): Unit {
  return unitOf(rollout, '$TERRAFORM_WORKSPACE', hasStates(rollout) ? '$STATE' : undefined);
}

/** Does something for each of `$WORKSPACES`, and of `$STATES` where there are some. */
export function eachUnit(rollout: Rollout, body: string): string {
  const workspaces = `for TERRAFORM_WORKSPACE in $WORKSPACES; do\n${body}\ndone`;
  return hasStates(rollout) ? `for STATE in $STATES; do ${workspaces}; done` : workspaces;
}

export function hasStates({ states }: Rollout): boolean {
  return states.length > 0;
}
