import { type Rollout, workspacesIn } from '../rollout';
import type { YamlMap } from '../yaml-text';
import type { JobContexts } from './job-contexts';
import { preparation, RUNNER, rolePermissions } from './steps';

/** The workspace of one of the jobs. */
export const MATRIX_WORKSPACE = '${{ matrix.workspace }}';

/** What differs between the jobs that only look. */
export interface PlanningJob {
  /** An expression of GitHub: when there is something to look at. */
  readonly condition: string;
  /** Of the jobs that run one after the other. */
  readonly concurrencyGroup: string;
  /** Behind the preparation, with `TERRAFORM_WORKSPACE` in the environment. */
  readonly steps: readonly YamlMap[];
}

/** A job for each workspace, as the role that plans, whose plan is never applied. */
export function planningJob(
  rollout: Rollout,
  { environments }: JobContexts,
  { condition, concurrencyGroup, steps }: PlanningJob,
): YamlMap {
  return {
    name: `plan ${MATRIX_WORKSPACE}`,
    if: `\${{ ${condition} }}`,
    'runs-on': RUNNER,
    'timeout-minutes': 30,
    permissions: rolePermissions(rollout),
    environment: environments.plan,
    strategy: { 'fail-fast': false, matrix: { workspace: workspacesIn(rollout) } },
    concurrency: { group: concurrencyGroup, 'cancel-in-progress': false },
    env: { TF_VAR_access: 'plan', TERRAFORM_WORKSPACE: MATRIX_WORKSPACE },
    steps: [...preparation(rollout, 'plan'), ...steps],
  };
}
