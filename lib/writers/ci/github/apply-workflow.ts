import { CHANGES, commandsOf, LONGEST_APPLY_MINUTES, PLAN_FILES } from '../commands';
import { initialise } from '../private-modules';
import { type Rollout, type RolloutEnvironment, workspacesIn } from '../rollout';
import { indented, type YamlMap, yamlText } from '../text';
import { hasStates, statesOf, type Unit, unitsOf } from '../unit';
import { CHANGED_STATES, CHANGES_JOB, changesJob, withTheRunBefore } from './changes-job';
import { branchPattern, type JobContexts } from './job-contexts';
import { defaultsOf } from './matrix-unit';
import {
  ACTIONS,
  moduleTokens,
  planning,
  preparation,
  RUNNER,
  rolePermissions,
  tools,
  upload,
  VERSIONS,
  workflowDefaults,
} from './steps';

const WORKSPACES_JOB = 'workspaces';

/** A job that was skipped, because there is nothing to change or to make, stops nothing behind it. */
const NOTHING_FAILED = '!failure() && !cancelled()';

/**
 * The workflow that applies what was merged. Each workspace is planned as the role that plans, reviewers see that plan
 * in the summary of the run, and what they approve is applied, and nothing else: Terraform refuses a saved plan whose state
 * has changed since. An environment begins when those before it are done, and in it a state when the one before it is.
 *
 * The next run waits for this one, so nothing comes between a plan and its apply.
 */
export function applyWorkflow(rollout: Rollout, contexts: JobContexts, file: string): string {
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
        ...(hasStates(rollout)
          ? {
              [CHANGES_JOB]: changesJob(
                rollout,
                withTheRunBefore(file, `${NOTHING_FAILED} && ${onBranch(contexts)}`, WORKSPACES_JOB),
              ),
            }
          : {}),
        ...Object.assign(
          {},
          ...rollout.environments.map((environment) => environmentJobs(rollout, contexts, environment)),
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
    env: {
      TF_VAR_access: 'apply',
      STATES: hasStates(rollout) ? rollout.states.join(' ') : undefined,
      WORKSPACES: workspacesIn(rollout).join(' '),
    },
    steps: hasStates(rollout)
      ? [
          ...tools(rollout, 'apply'),
          { env: moduleTokens(rollout), run: inEachState(`${initialise(rollout)}\n${createWorkspaces(rollout)}`) },
        ]
      : [...preparation(rollout, 'apply'), { run: createWorkspaces(rollout) }],
  };
}

function createWorkspaces(rollout: Rollout): string {
  return `for TERRAFORM_WORKSPACE in $WORKSPACES; do\n${indented(commandsOf(rollout).createWorkspace)}\ndone`;
}

function inEachState(script: string): string {
  return `for STATE in $STATES; do (\n${indented(`cd "$STATE"\n${script}`)}\n); done`;
}

function environmentJobs(rollout: Rollout, contexts: JobContexts, environment: RolloutEnvironment): YamlMap {
  const states = statesOf(rollout);
  return Object.assign(
    {},
    ...states.flatMap((state, index) => {
      const before =
        index === 0 ? appliesBefore(rollout, environment) : appliesOf(rollout, environment, states[index - 1]);
      return unitsOf(rollout, environment, state).map((unit) => ({
        [planJob(unit)]: plan(rollout, contexts, { unit, state, before }),
        [applyJob(unit)]: apply(rollout, contexts, unit),
      }));
    }),
  );
}

function appliesOf(rollout: Rollout, environment: RolloutEnvironment, state: string | undefined): readonly string[] {
  return unitsOf(rollout, environment, state).map(applyJob);
}

/** The last state of the environments before one: it has waited for the others. */
function appliesBefore(rollout: Rollout, { after }: RolloutEnvironment): readonly string[] {
  const before = rollout.environments
    .filter(({ environment }) => after.includes(environment))
    .flatMap((environment) => appliesOf(rollout, environment, rollout.states.at(-1)));
  return before.length > 0 ? before : hasStates(rollout) ? [] : [WORKSPACES_JOB];
}

interface PlannedUnit {
  readonly unit: Unit;
  readonly state: string | undefined;
  readonly before: readonly string[];
}

function plan(rollout: Rollout, contexts: JobContexts, { unit, state, before }: PlannedUnit): YamlMap {
  const changed = state === undefined ? '' : ` && contains(fromJSON(${CHANGED_STATES}), '${state}')`;
  return {
    name: `plan ${unit.title}`,
    needs: state === undefined ? before : [CHANGES_JOB, ...before],
    if: `\${{ ${NOTHING_FAILED} && ${onBranch(contexts)}${changed} }}`,
    'runs-on': RUNNER,
    'timeout-minutes': 30,
    permissions: rolePermissions(rollout),
    environment: contexts.environments.plan,
    outputs: { status: '${{ steps.status.outputs.status }}' },
    defaults: defaultsOf(rollout, unit),
    env: { TF_VAR_access: 'plan', ...unit.env },
    steps: [
      ...preparation(rollout, 'plan'),
      ...planning(rollout, 'locked'),
      { id: 'status', run: `echo "status=$(cat ${PLAN_FILES.status})" >>"$GITHUB_OUTPUT"` },
      upload(unit, savedPlan(rollout, unit), [PLAN_FILES.saved]),
    ],
  };
}

function apply(rollout: Rollout, contexts: JobContexts, unit: Unit): YamlMap {
  return {
    name: `apply ${unit.title}`,
    needs: [planJob(unit)],
    if: `\${{ ${NOTHING_FAILED} && needs.${planJob(unit)}.outputs.status == '${CHANGES}' }}`,
    ...applying(rollout, contexts),
    defaults: defaultsOf(rollout, unit),
    env: { TF_VAR_access: 'apply', ...unit.env },
    steps: [
      ...preparation(rollout, 'apply'),
      { uses: ACTIONS.download, with: { name: savedPlan(rollout, unit), path: unit.folder } },
      { run: commandsOf(rollout).selectWorkspace },
      { name: 'Apply the plan that was approved', run: commandsOf(rollout).apply },
    ],
  };
}

function applying(rollout: Rollout, { environments }: JobContexts): YamlMap {
  return {
    'runs-on': RUNNER,
    'timeout-minutes': LONGEST_APPLY_MINUTES,
    permissions: rolePermissions(rollout),
    environment: environments.apply,
  };
}

function onBranch({ branch }: JobContexts): string {
  return `github.ref == 'refs/heads/${branch}'`;
}

function planJob({ id }: Unit): string {
  return `plan-${id}`;
}

function applyJob({ id }: Unit): string {
  return `apply-${id}`;
}

function savedPlan({ pipeline }: Rollout, { id }: Unit): string {
  return `${pipeline}-saved-plan-${id}`;
}
