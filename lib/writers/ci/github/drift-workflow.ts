import { CHANGES, PLAN_FILES } from '../commands';
import { type Rollout, workspacesIn } from '../rollout';
import { indented, quotedText, type YamlMap, yamlText } from '../text';
import { eachUnit, hasStates, shellUnit } from '../unit';
import type { JobContexts } from './job-contexts';
import { matrixUnit } from './matrix-unit';
import { ACTIONS, planning, planningJobs, RUNNER, upload, VERSIONS, workflowDefaults } from './steps';

/** An issue holds as much as a comment; all workspaces share it. */
const ISSUE_LIMIT = 55_000;

/** The workflow that looks each day for what was changed beside Terraform, and keeps one issue about it. */
export function driftWorkflow(rollout: Rollout, contexts: JobContexts): string {
  const plans = planJobs(rollout, contexts);
  return yamlText(
    'Plans every workspace each day, and keeps one issue of what differs from the configuration; it closes by itself.',
    {
      name: `terraform drift (${rollout.pipeline})`,
      on: { schedule: [{ cron: '17 5 * * *' }], workflow_dispatch: {} },
      ...workflowDefaults(rollout),
      jobs: { ...plans, report: report(rollout, Object.keys(plans)) },
    },
    VERSIONS,
  );
}

function planJobs(rollout: Rollout, contexts: JobContexts): Readonly<Record<string, YamlMap>> {
  const unit = matrixUnit(rollout);
  return planningJobs(rollout, contexts, {
    condition: `github.ref == 'refs/heads/${contexts.branch}'`,
    concurrencyGroup: `terraform-drift-${rollout.pipeline}-${unit.id}`,
    states: rollout.states,
    steps: [
      // It waits for an apply that is under way, which would look like drift.
      ...planning(rollout, 'locked'),
      upload(unit, `${rollout.pipeline}-drift-${unit.id}`, [PLAN_FILES.text, PLAN_FILES.status]),
    ],
  });
}

function report(rollout: Rollout, plans: readonly string[]): YamlMap {
  const [first = '', ...others] = plans;
  return {
    needs: others.length === 0 ? first : plans,
    if: `\${{ !cancelled() && needs.${first}.result != 'skipped' }}`,
    'runs-on': RUNNER,
    'timeout-minutes': 10,
    permissions: { issues: 'write' },
    defaults: { run: { 'working-directory': '.' } },
    env: {
      GH_TOKEN: '${{ github.token }}',
      ISSUES: 'repos/${{ github.repository }}/issues',
      RUN: '${{ github.server_url }}/${{ github.repository }}/actions/runs/${{ github.run_id }}',
      TITLE: `Terraform drift: ${rollout.pipeline}`,
      STATES: hasStates(rollout) ? rollout.states.join(' ') : undefined,
      WORKSPACES: workspacesIn(rollout).join(' '),
    },
    steps: [
      { uses: ACTIONS.download, with: { pattern: `${rollout.pipeline}-drift-*`, path: 'plans' } },
      { name: 'Open, write over or close the issue', run: issueScript(rollout) },
    ],
  };
}

function issueScript(rollout: Rollout): string {
  const share = Math.floor(ISSUE_LIMIT / (workspacesIn(rollout).length * Math.max(1, rollout.states.length)));
  const { id, title } = shellUnit(rollout);
  return `printf '%s\\n\\n' "What differs from the configuration, by [the last look]($RUN)." >issue.md
found=
${eachUnit(
  rollout,
  `  folder="plans/${rollout.pipeline}-drift-${id}"
  if [ ! -f "$folder/${PLAN_FILES.status}" ]; then
    found=1
    printf '\\n### %s\\n\\nIt could not be planned; the log of the job says why.\\n' "${title}" >>issue.md
  elif [ "$(cat "$folder/${PLAN_FILES.status}")" = ${CHANGES} ]; then
    found=1
    {
      printf '\\n### %s\\n\\n' "${title}"
${indented(quotedText(`$folder/${PLAN_FILES.text}`, share), 6)}
    } >>issue.md
  fi`,
)}
ours=".[] | select(.user.login == \\"github-actions[bot]\\" and .title == \\"$TITLE\\") | .number"
issue=$(gh api --paginate "$ISSUES?state=open&per_page=100" --jq "$ours" | sed -n 1p)
if [ -n "$found" ] && [ -n "$issue" ]; then
  gh api --silent --method PATCH "$ISSUES/$issue" --field body=@issue.md
elif [ -n "$found" ]; then
  gh api --silent --method POST "$ISSUES" --field title="$TITLE" --field body=@issue.md
elif [ -n "$issue" ]; then
  gh api --silent --method PATCH "$ISSUES/$issue" --field state=closed --field state_reason=completed
fi`;
}
