import { type CiIdentity, isOidc, type OidcJobs } from '../../../domain/ci-identity';
import { EXIT, Failure } from '../../../domain/failure';
import { CHANGES, PLAN_FILES, TERRAFORM } from '../commands';
import { type Rollout, workspacesIn } from '../rollout';
import { indented, quotedText, type YamlMap } from '../text';

/** Has curl and a shell, and nothing of the project runs in it. */
const CURL_IMAGE = 'curlimages/curl:8.11.1';

const ISSUE_LIMIT = 100_000;

/** A plan of every workspace by schedule, and one issue of what they found. */
export function driftJobs(rollout: Rollout, { branch }: GitLabTokens, schedule: string): YamlMap {
  const rules = [{ if: `${schedule} && $CI_COMMIT_BRANCH == "${branch}"` }];
  const folder = `${rollout.folder}/drift`;
  return {
    drift: {
      extends: '.as-plan',
      stage: 'drift',
      rules,
      parallel: { matrix: [{ TERRAFORM_WORKSPACE: workspacesIn(rollout) }] },
      script: [
        TERRAFORM.selectWorkspace,
        TERRAFORM.plan('locked'),
        // In the folder that the next job gets, each has a name of its own.
        `mkdir -p drift
mv ${PLAN_FILES.text} "drift/$TERRAFORM_WORKSPACE.txt"
mv ${PLAN_FILES.status} "drift/$TERRAFORM_WORKSPACE.status"`,
      ],
      artifacts: { paths: [folder], access: 'developer', expire_in: '1 day' },
    },
    'drift-issue': {
      stage: 'report',
      rules: rules.map((rule) => ({ ...rule, when: 'always' })),
      image: { name: CURL_IMAGE, entrypoint: [''] },
      timeout: '10 minutes',
      interruptible: false,
      variables: { LABEL: `terraform-drift-${rollout.pipeline}`, TITLE: `Terraform drift: ${rollout.pipeline}` },
      script: [issueScript(rollout, folder)],
    },
  };
}

function issueScript(rollout: Rollout, folder: string): string {
  const workspaces = workspacesIn(rollout);
  return `set -eu
# A project access token that may report issues: the token of a job may not. Masked, and for protected branches only.
[ -n "\${DRIFT_ISSUE_TOKEN:-}" ] || { echo 'There is no variable DRIFT_ISSUE_TOKEN.'; exit 1; }
printf 'header = "PRIVATE-TOKEN: %s"\\n' "$DRIFT_ISSUE_TOKEN" >.curlrc.gitlab
gitlab() { curl --config .curlrc.gitlab --silent --show-error --fail "$@"; }
issues="$CI_API_V4_URL/projects/$CI_PROJECT_ID/issues"
printf 'What differs from the configuration, by [the last look](%s).\\n' "$CI_PIPELINE_URL" >issue.md
found=
for TERRAFORM_WORKSPACE in ${workspaces.join(' ')}; do
  file="${folder}/$TERRAFORM_WORKSPACE"
  if [ ! -f "$file.status" ]; then
    found=1
    printf '\\n### %s\\n\\nIt could not be planned; the log of the job says why.\\n' "$TERRAFORM_WORKSPACE" >>issue.md
  elif [ "$(cat "$file.status")" = ${CHANGES} ]; then
    found=1
    {
      printf '\\n### %s\\n\\n' "$TERRAFORM_WORKSPACE"
${indented(quotedText('$file.txt', Math.floor(ISSUE_LIMIT / workspaces.length)), 6)}
    } >>issue.md
  fi
done
gitlab --get "$issues" --data state=opened --data per_page=1 --data "labels=$LABEL" >issues.json
issue=$(sed -n 's/^\\[{"id":[0-9]*,"iid":\\([0-9]*\\),.*/\\1/p' issues.json)
if [ -n "$found" ] && [ -n "$issue" ]; then
  gitlab --output issue.json --request PUT "$issues/$issue" --data-urlencode description@issue.md
elif [ -n "$found" ]; then
  gitlab --output issue.json "$issues" --data-urlencode "title=$TITLE" --data "labels=$LABEL" --data-urlencode description@issue.md
elif [ -n "$issue" ]; then
  gitlab --output issue.json --request PUT "$issues/$issue" --data state_event=close
fi`;
}

/** What GitLab's jobs need to know of the identity. */
export interface GitLabTokens {
  /** The protected branch that is applied. */
  readonly branch: string;
  readonly audience: string;
}

/**
 * Reads them off what the roles trust.
 *
 * @throws Failure `PlanNotTrusted` where merge requests could not be planned; `KeysInGitLab` where there are no tokens.
 * @see https://docs.gitlab.com/ci/secrets/id_token_authentication/
 */
export function gitlabTokens(identity: CiIdentity): GitLabTokens {
  if (!isOidc(identity)) {
    throw new Failure(
      'KeysInGitLab',
      'GitLab signs tokens, so its pipeline needs no keys: write identity: { gitlab: ... } in org.yaml',
      EXIT.unusable,
    );
  }
  const { apply, plan } = identity.jobs;
  if (branchOf(plan) !== '*') {
    throw new Failure(
      'PlanNotTrusted',
      'the pipeline plans merge requests, whose tokens name the branch that they come from: write plan: { anyBranch: {} } in org.yaml',
      EXIT.unusable,
    );
  }
  return { branch: branchOf(apply), audience: apply.audience };
}

function branchOf({ subjects: [subject = ''] }: OidcJobs): string {
  return subject.replace(/^.*:ref_type:branch:ref:/, '');
}
