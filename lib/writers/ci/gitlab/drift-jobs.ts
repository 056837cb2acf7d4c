import { CHANGES, commandsOf, PLAN_FILES } from '../commands';
import { type Rollout, workspacesIn } from '../rollout';
import { indented, quotedText, type YamlMap } from '../text';
import { eachUnit, hasStates, shellUnit } from '../unit';
import { matrixJobs, onBranch, SCHEDULE } from './jobs';
import type { GitLabTokens } from './tokens';

/** Has curl and a shell, and nothing of the project runs in it. */
const CURL_IMAGE = 'curlimages/curl:8.11.1';

const ISSUE_LIMIT = 100_000;

/** A plan of every workspace by schedule, and one issue of what they found. */
export function driftJobs(rollout: Rollout, tokens: GitLabTokens): YamlMap {
  const rules = [{ if: `${SCHEDULE} && ${onBranch(tokens)}` }];
  const folder = `${rollout.folder}/drift`;
  const { id } = shellUnit(rollout);
  const file = `${hasStates(rollout) ? '../' : ''}drift/${id}`;
  return {
    ...matrixJobs(rollout, 'drift', workspacesIn(rollout), (_, parallel) => ({
      extends: '.as-plan-of-applied',
      stage: 'drift',
      rules,
      parallel,
      script: [
        commandsOf(rollout).selectWorkspace,
        commandsOf(rollout).plan('locked'),
        // In the folder that the next job gets, each has a name of its own.
        `mkdir -p ${hasStates(rollout) ? '../drift' : 'drift'}
mv ${PLAN_FILES.text} "${file}.txt"
mv ${PLAN_FILES.status} "${file}.status"`,
      ],
      artifacts: { paths: [folder], access: 'developer', expire_in: '1 day' },
    })),
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
  const { id, title } = shellUnit(rollout);
  const share = Math.floor(ISSUE_LIMIT / (workspaces.length * Math.max(1, rollout.states.length)));
  return `set -eu
# A project access token that may report issues: the token of a job may not. Masked, and for protected branches only.
[ -n "\${DRIFT_ISSUE_TOKEN:-}" ] || { echo 'There is no variable DRIFT_ISSUE_TOKEN.'; exit 1; }
printf 'header = "PRIVATE-TOKEN: %s"\\n' "$DRIFT_ISSUE_TOKEN" >.curlrc.gitlab
gitlab() { curl --config .curlrc.gitlab --silent --show-error --fail "$@"; }
issues="$CI_API_V4_URL/projects/$CI_PROJECT_ID/issues"
printf 'What differs from the configuration, by [the last look](%s).\\n' "$CI_PIPELINE_URL" >issue.md
found=
${eachUnit(
  rollout,
  `  file="${folder}/${id}"
  if [ ! -f "$file.status" ]; then
    found=1
    printf '\\n### %s\\n\\nIt could not be planned; the log of the job says why.\\n' "${title}" >>issue.md
  elif [ "$(cat "$file.status")" = ${CHANGES} ]; then
    found=1
    {
      printf '\\n### %s\\n\\n' "${title}"
${indented(quotedText('$file.txt', share), 6)}
    } >>issue.md
  fi`,
  { workspaces: workspaces.join(' '), states: rollout.states.join(' ') },
)}
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
