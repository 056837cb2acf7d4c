import { CHANGES, PLAN_FILES, TERRAFORM } from '../commands';
import { type Rollout, type RolloutEnvironment, workspacesIn } from '../rollout';
import { indented, type YamlMap, yamlText } from '../text';
import { branchPattern, type JobContexts } from './job-contexts';
import { ACTIONS, planning, preparation, RUNNER, rolePermissions, upload, VERSIONS, workflowDefaults } from './steps';

const WORKSPACES_JOB = 'workspaces';

/** A job that was skipped, because there is nothing to change or to make, stops nothing behind it. */
const NOTHING_FAILED = '!failure() && !cancelled()';

/**
 * The workflow that applies what was merged. Each workspace is planned as the role that plans, reviewers see that plan
 * in the summary of the run, and what they approve is applied, and nothing else: Terraform refuses a saved plan whose state
 * has changed since. An environment begins when the one before it is done.
 *
 * The next run waits for this one, so nothing comes between a plan and its apply.
 */
export function applyWorkflow(rollout: Rollout, contexts: JobContexts): string {
  const approval =
    contexts.environments.apply === undefined
      ? 'org.yaml names a branch and no environment for apply, so nobody is asked before it applies.'
      : `The environment ${contexts.environments.apply} asks its reviewers first; they find the plan in the summary of the run.`;
  return yamlText(
    `Plans ${contexts.branch} after each merge, and applies the plans, environment by environment.\n${approval}\nRun it by hand once to make workspaces that are new in org.yaml.`,
    {
      name: `terraform apply (${rollout.pipeline})`,
      on: { push: { branches: [branchPattern(contexts)] }, workflow_dispatch: {} },
      ...workflowDefaults(rollout),
      concurrency: { group: `terraform-apply-${rollout.pipeline}`, 'cancel-in-progress': false },
      jobs: {
        [WORKSPACES_JOB]: makeWorkspaces(rollout, contexts),
        ...Object.assign(
          {},
          ...rollout.environments.map((environment, index) => environmentJobs(rollout, contexts, environment, index)),
        ),
      },
    },
    VERSIONS,
  );
}

function makeWorkspaces(rollout: Rollout, contexts: JobContexts): YamlMap {
  return {
    name: 'make new workspaces',
    if: `\${{ github.event_name == 'workflow_dispatch' && ${onBranch(contexts)} }}`,
    ...applying(rollout, contexts),
    env: { TF_VAR_access: 'apply', WORKSPACES: workspacesIn(rollout).join(' ') },
    steps: [
      ...preparation(rollout, 'apply'),
      { run: `for TERRAFORM_WORKSPACE in $WORKSPACES; do\n${indented(TERRAFORM.createWorkspace)}\ndone` },
    ],
  };
}

function environmentJobs(
  rollout: Rollout,
  contexts: JobContexts,
  { workspaces }: RolloutEnvironment,
  index: number,
): YamlMap {
  const before = rollout.environments[index - 1]?.workspaces.map(applyJob) ?? [WORKSPACES_JOB];
  return Object.assign(
    {},
    ...workspaces.map((workspace) => ({
      [planJob(workspace)]: plan(rollout, contexts, workspace, before),
      [applyJob(workspace)]: apply(rollout, contexts, workspace),
    })),
  );
}

function plan(rollout: Rollout, contexts: JobContexts, workspace: string, needs: readonly string[]): YamlMap {
  return {
    name: `plan ${workspace}`,
    needs,
    if: `\${{ ${NOTHING_FAILED} && ${onBranch(contexts)} }}`,
    'runs-on': RUNNER,
    'timeout-minutes': 30,
    permissions: rolePermissions(rollout),
    environment: contexts.environments.plan,
    outputs: { status: '${{ steps.status.outputs.status }}' },
    env: { TF_VAR_access: 'plan', TERRAFORM_WORKSPACE: workspace },
    steps: [
      ...preparation(rollout, 'plan'),
      ...planning('locked'),
      { id: 'status', run: `echo "status=$(cat ${PLAN_FILES.status})" >>"$GITHUB_OUTPUT"` },
      upload(rollout, savedPlan(rollout, workspace), [PLAN_FILES.saved]),
    ],
  };
}

function apply(rollout: Rollout, contexts: JobContexts, workspace: string): YamlMap {
  return {
    name: `apply ${workspace}`,
    needs: [planJob(workspace)],
    if: `\${{ ${NOTHING_FAILED} && needs.${planJob(workspace)}.outputs.status == '${CHANGES}' }}`,
    ...applying(rollout, contexts),
    env: { TF_VAR_access: 'apply', TERRAFORM_WORKSPACE: workspace },
    steps: [
      ...preparation(rollout, 'apply'),
      { uses: ACTIONS.download, with: { name: savedPlan(rollout, workspace), path: rollout.folder } },
      { run: TERRAFORM.selectWorkspace },
      { name: 'Apply the plan that was approved', run: TERRAFORM.apply },
    ],
  };
}

function applying(rollout: Rollout, { environments }: JobContexts): YamlMap {
  return {
    'runs-on': RUNNER,
    'timeout-minutes': 60,
    permissions: rolePermissions(rollout),
    environment: environments.apply,
  };
}

function onBranch({ branch }: JobContexts): string {
  return `github.ref == 'refs/heads/${branch}'`;
}

function planJob(workspace: string): string {
  return `plan-${workspace}`;
}

function applyJob(workspace: string): string {
  return `apply-${workspace}`;
}

function savedPlan({ pipeline }: Rollout, workspace: string): string {
  return `${pipeline}-saved-plan-${workspace}`;
}
