import type { Access } from '../../../domain/ci-identity';
import { PLAN_FILES, TERRAFORM, TERRAFORM_ENVIRONMENT, TERRAFORM_VERSION } from '../commands';
import { type Rollout, type RolloutEnvironment, workspacesIn } from '../rollout';
import { indented, type YamlMap, yamlText } from '../text';
import { driftJobs, type GitLabTokens, gitlabTokens } from './drift-jobs';

const MERGE_REQUEST = '$CI_PIPELINE_SOURCE == "merge_request_event"';
const SCHEDULE = '$CI_PIPELINE_SOURCE == "schedule"';

/**
 * The pipeline of GitLab CI/CD: a merge request is planned; what is merged is planned again and the plan is saved, somebody
 * starts the apply of exactly that, and the next environment begins when it is done; a schedule looks for drift.
 *
 * @throws Failure as {@link gitlabTokens}.
 */
export function gitlabFiles(rollout: Rollout): Readonly<Record<string, string>> {
  const tokens = gitlabTokens(rollout.identity);
  return {
    '.gitlab-ci.yml': yamlText(
      `Plans every workspace on a merge request. On ${tokens.branch}, plans each again and applies that plan when somebody starts it,
environment by environment. A schedule looks for drift. Run it by hand once (Build > Pipelines > New pipeline, ${tokens.branch})
to make workspaces that are new in org.yaml.`,
      {
        stages: [
          'plan',
          'workspaces',
          ...rollout.environments.flatMap((environment) => [planStage(environment), applyStage(environment)]),
          'drift',
          'report',
        ],
        workflow: { rules: [{ if: MERGE_REQUEST }, { if: SCHEDULE }, { if: onBranch(tokens) }] },
        '.terraform': terraform(rollout, tokens),
        '.as-plan': credentials(rollout, 'plan'),
        '.as-apply': credentials(rollout, 'apply'),
        'plan-merge-request': planMergeRequest(rollout),
        workspaces: makeWorkspaces(rollout, tokens),
        ...Object.assign(
          {},
          ...rollout.environments.map((environment) => environmentJobs(rollout, tokens, environment)),
        ),
        ...driftJobs(rollout, tokens, SCHEDULE),
      },
    ),
  };
}

function terraform({ region, folder }: Rollout, { audience }: GitLabTokens): YamlMap {
  return {
    image: { name: `hashicorp/terraform:${TERRAFORM_VERSION}`, entrypoint: [''] },
    timeout: '1 hour',
    // A job that is stopped half way leaves a lock behind.
    interruptible: false,
    id_tokens: { AWS_ID_TOKEN: { aud: audience } },
    variables: { AWS_REGION: region, ...TERRAFORM_ENVIRONMENT },
    before_script: [
      `cd ${folder}`,
      `export TF_VAR_run="gitlab-$CI_PIPELINE_ID-$CI_JOB_ID"
export AWS_ROLE_SESSION_NAME="$TF_VAR_run"
export AWS_WEB_IDENTITY_TOKEN_FILE="$(mktemp)"
printf '%s' "$AWS_ID_TOKEN" >"$AWS_WEB_IDENTITY_TOKEN_FILE"`,
      TERRAFORM.init,
    ],
  };
}

function credentials({ roles }: Rollout, access: Access): YamlMap {
  return { extends: '.terraform', variables: { AWS_ROLE_ARN: roles[access], TF_VAR_access: access } };
}

function planMergeRequest(rollout: Rollout): YamlMap {
  return {
    extends: '.as-plan',
    stage: 'plan',
    rules: [{ if: MERGE_REQUEST }],
    parallel: { matrix: [{ TERRAFORM_WORKSPACE: workspacesIn(rollout) }] },
    script: [TERRAFORM.format, TERRAFORM.validate, TERRAFORM.selectWorkspace, TERRAFORM.plan('unlocked'), ...shown()],
    // The text alone: the saved plan holds what the state holds, and it is never applied.
    artifacts: artifacts(rollout, [PLAN_FILES.text], { terraform: `${rollout.folder}/${TERRAFORM_REPORT}` }),
  };
}

function makeWorkspaces(rollout: Rollout, tokens: GitLabTokens): YamlMap {
  return {
    extends: '.as-apply',
    stage: 'workspaces',
    rules: [{ if: `$CI_PIPELINE_SOURCE == "web" && ${onBranch(tokens)}` }],
    script: [
      `for TERRAFORM_WORKSPACE in ${workspacesIn(rollout).join(' ')}; do\n${indented(TERRAFORM.createWorkspace)} || exit\ndone`,
    ],
  };
}

function environmentJobs(rollout: Rollout, tokens: GitLabTokens, environment: RolloutEnvironment): YamlMap {
  const rule = `$CI_PIPELINE_SOURCE != "schedule" && ${onBranch(tokens)}`;
  return Object.assign(
    {},
    ...environment.workspaces.map((workspace) => ({
      [`plan-${workspace}`]: {
        extends: '.as-plan',
        stage: planStage(environment),
        rules: [{ if: rule }],
        resource_group: lockOf(rollout, workspace),
        variables: { TERRAFORM_WORKSPACE: workspace },
        script: [TERRAFORM.selectWorkspace, TERRAFORM.plan('locked'), `cat ${PLAN_FILES.text}`],
        artifacts: artifacts(rollout, [PLAN_FILES.saved, PLAN_FILES.text]),
      },
      [`apply-${workspace}`]: {
        extends: '.as-apply',
        stage: applyStage(environment),
        // A manual job lets the next stage begin without it, unless it may not fail.
        rules: [{ if: rule, when: 'manual', allow_failure: false }],
        resource_group: lockOf(rollout, workspace),
        environment: { name: workspace },
        dependencies: [`plan-${workspace}`],
        variables: { TERRAFORM_WORKSPACE: workspace },
        script: [TERRAFORM.selectWorkspace, TERRAFORM.apply],
      },
    })),
  );
}

function shown(): readonly string[] {
  return [`cat ${PLAN_FILES.text}`, terraformReport()];
}

function artifacts({ folder }: Rollout, files: readonly string[], reports?: YamlMap): YamlMap {
  return { paths: files.map((file) => `${folder}/${file}`), access: 'developer', expire_in: '1 day', reports };
}

function onBranch({ branch }: GitLabTokens): string {
  return `$CI_COMMIT_BRANCH == "${branch}"`;
}

/** One job at a time, in all pipelines. */
function lockOf({ pipeline }: Rollout, workspace: string): string {
  return `terraform-${pipeline}-${workspace}`;
}

function planStage({ environment }: RolloutEnvironment): string {
  return `plan ${environment}`;
}

function applyStage({ environment }: RolloutEnvironment): string {
  return `apply ${environment}`;
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
