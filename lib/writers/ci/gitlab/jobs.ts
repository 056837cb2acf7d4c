import type { Access } from '../../../domain/ci-identity';
import { commandsOf, LONGEST_APPLY_MINUTES, PLAN_FILES, TERRAFORM_ENVIRONMENT } from '../commands';
import { initialise } from '../private-modules';
import type { Rollout, RolloutEnvironment } from '../rollout';
import type { YamlMap } from '../text';
import { inParts, shellUnit, statesOf, type Unit, unitOf, unitsOf } from '../unit';
import type { GitLabTokens } from './tokens';

/**
 * How many jobs a matrix may have.
 *
 * @see https://docs.gitlab.com/ci/yaml/#parallelmatrix
 */
const MOST_JOBS = 200;

/** Has Terraform or OpenTofu, git and a shell. */
export function imageOf({ program: { command, version } }: Rollout): YamlMap {
  const repository = command === 'tofu' ? 'ghcr.io/opentofu/opentofu' : 'hashicorp/terraform';
  return { name: `${repository}:${version}`, entrypoint: [''] };
}

/** What the jobs extend that become a CI role. */
export function roleTemplates(rollout: Rollout, { audience, planAudience }: GitLabTokens): YamlMap {
  return {
    '.terraform': {
      image: imageOf(rollout),
      timeout: '1 hour',
      // A job that is stopped half way leaves a lock behind.
      interruptible: false,
      id_tokens: tokenFor(audience),
      variables: { AWS_REGION: rollout.region, ...TERRAFORM_ENVIRONMENT },
      before_script: [`cd ${shellUnit(rollout).folder}`, SESSION, initialise(rollout)],
    },
    '.as-plan': credentials(rollout, 'plan'),
    // On the branch that is applied the audience tells the token of a plan from one that applies.
    '.as-plan-of-applied': { extends: '.as-plan', id_tokens: tokenFor(planAudience) },
    // The token lives as long as its job may, and sessions are renewed with it.
    '.as-apply': { ...credentials(rollout, 'apply'), timeout: `${LONGEST_APPLY_MINUTES} minutes` },
  };
}

function tokenFor(audience: string): YamlMap {
  return { AWS_ID_TOKEN: { aud: audience } };
}

/** From the token of the job to a session of its CI role, which names the run. */
export const SESSION = `export TF_VAR_run="gitlab-$CI_PIPELINE_ID-$CI_JOB_ID"
export AWS_ROLE_SESSION_NAME="$TF_VAR_run"
export AWS_WEB_IDENTITY_TOKEN_FILE="$(mktemp)"
printf '%s' "$AWS_ID_TOKEN" >"$AWS_WEB_IDENTITY_TOKEN_FILE"`;

function credentials({ roles }: Rollout, access: Access): YamlMap {
  return { extends: '.terraform', variables: { AWS_ROLE_ARN: roles[access], TF_VAR_access: access } };
}

/**
 * The same job for all workspaces: one, or one for each state, in as many matrices as have so many jobs at most.
 *
 * @param job - the job, by its state and with its matrix
 */
export function matrixJobs(
  rollout: Rollout,
  name: string,
  workspaces: readonly string[],
  job: (state: string | undefined, parallel: YamlMap) => YamlMap,
): YamlMap {
  const parts = inParts(workspaces, MOST_JOBS);
  return Object.fromEntries(
    statesOf(rollout).flatMap((state) =>
      parts.map((part, index) => [
        [name, ...(state === undefined ? [] : [state]), ...(parts.length === 1 ? [] : [index + 1])].join('-'),
        job(state, { matrix: [{ ...(state === undefined ? {} : { STATE: state }), TERRAFORM_WORKSPACE: part }] }),
      ]),
    ),
  );
}

/** The stages of an environment, state by state. */
export function environmentStages(rollout: Rollout, { environment }: RolloutEnvironment): readonly string[] {
  return statesOf(rollout).flatMap((state) => [stage('plan', environment, state), stage('apply', environment, state)]);
}

/**
 * A plan of each workspace of an environment, which somebody starts the apply of; of each state, where there are some.
 *
 * @param rule - when the jobs of a state run, as GitLab's rules say it
 */
export function environmentJobs(
  rollout: Rollout,
  environment: RolloutEnvironment,
  rule: (state: string | undefined) => string,
): YamlMap {
  return Object.assign(
    {},
    ...statesOf(rollout).flatMap((state) =>
      unitsOf(rollout, environment, state).map((unit) =>
        unitJobs(rollout, environment.environment, unit, rule(state), state),
      ),
    ),
  );
}

function unitJobs(rollout: Rollout, environment: string, unit: Unit, rule: string, state: string | undefined): YamlMap {
  return {
    [`plan-${unit.id}`]: {
      extends: '.as-plan-of-applied',
      stage: stage('plan', environment, state),
      rules: [{ if: rule }],
      resource_group: lockOf(rollout, unit),
      variables: unit.env,
      script: [commandsOf(rollout).selectWorkspace, commandsOf(rollout).plan('locked'), `cat ${PLAN_FILES.text}`],
      artifacts: artifacts(unit.folder, [PLAN_FILES.saved, PLAN_FILES.text]),
    },
    [`apply-${unit.id}`]: {
      extends: '.as-apply',
      stage: stage('apply', environment, state),
      // A manual job lets the next stage begin without it, unless it may not fail.
      rules: [{ if: rule, when: 'manual', allow_failure: false }],
      resource_group: lockOf(rollout, unit),
      environment: { name: unit.env.TERRAFORM_WORKSPACE },
      dependencies: [`plan-${unit.id}`],
      variables: unit.env,
      script: [commandsOf(rollout).selectWorkspace, commandsOf(rollout).apply],
    },
  };
}

/** A plan of a merge request, which is never applied. */
export function planOfMergeRequest(
  rollout: Rollout,
  rule: string,
  state: string | undefined,
  parallel: YamlMap,
): YamlMap {
  const { folder } = unitOf(rollout, '', state);
  return {
    extends: '.as-plan',
    stage: 'plan',
    rules: [{ if: rule }],
    parallel,
    script: [
      commandsOf(rollout).format,
      commandsOf(rollout).validate,
      commandsOf(rollout).selectWorkspace,
      commandsOf(rollout).plan('unlocked'),
      `cat ${PLAN_FILES.text}`,
      terraformReport(),
    ],
    // The text alone: the saved plan holds what the state holds, and it is never applied.
    artifacts: artifacts(folder, [PLAN_FILES.text], { terraform: `${folder}/${TERRAFORM_REPORT}` }),
  };
}

function artifacts(folder: string, files: readonly string[], reports?: YamlMap): YamlMap {
  return { paths: files.map((file) => `${folder}/${file}`), access: 'developer', expire_in: '1 day', reports };
}

export const MERGE_REQUEST = '$CI_PIPELINE_SOURCE == "merge_request_event"';
export const SCHEDULE = '$CI_PIPELINE_SOURCE == "schedule"';

export function onBranch({ branch }: GitLabTokens): string {
  return `$CI_COMMIT_BRANCH == "${branch}"`;
}

/** One job at a time, in all pipelines. */
function lockOf({ pipeline }: Rollout, { id }: Unit): string {
  return `terraform-${pipeline}-${id}`;
}

function stage(what: Access, environment: string, state: string | undefined): string {
  return `${what} ${state === undefined ? '' : `${state} in `}${environment}`;
}

/** The file that GitLab shows in the merge request: how much a plan makes, changes and destroys. */
const TERRAFORM_REPORT = 'plan.json';

/**
 * Writes it from the last line of the plan's text, without jq, which Terraform's image does not have.
 *
 * @see https://docs.gitlab.com/ci/yaml/artifacts_reports/#artifactsreportsterraform
 */
export function terraformReport(): string {
  return `number() { sed -n "s/^Plan: \\(.* \\)\\{0,1\\}\\([0-9][0-9]*\\) to $1.*/\\2/p" ${PLAN_FILES.text}; }
create=$(number add) update=$(number change) delete=$(number destroy)
printf '{"create":%s,"update":%s,"delete":%s}' "\${create:-0}" "\${update:-0}" "\${delete:-0}" >${TERRAFORM_REPORT}`;
}
