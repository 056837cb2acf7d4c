import { commandsOf, PLAN_FILES } from '../commands';
import { type Rollout, workspacesIn } from '../rollout';
import { indented, quotedText, type YamlMap, yamlText } from '../text';
import { eachUnit, hasStates, shellUnit } from '../unit';
import { CHANGED_LIST, CHANGED_STATES, CHANGES_JOB, changesJob, ofPullRequest } from './changes-job';
import { branchPattern, type JobContexts } from './job-contexts';
import { matrixUnit } from './matrix-unit';
import { ACTIONS, planning, planningJobs, RUNNER, upload, VERSIONS, workflowDefaults } from './steps';

/** A comment holds 65,536 characters, and has a heading, too. */
const COMMENT_LIMIT = 60_000;

/** A pull request of a fork gets no token, and no keys: it is not planned. */
const NOT_A_FORK = 'github.event.pull_request.head.repo.full_name == github.repository';

const A_JOB_FAILED = "${{ contains(needs.*.result, 'failure') || contains(needs.*.result, 'cancelled') }}";

/** The workflow that plans pull requests, and posts each workspace's plan as a comment that it writes over at each push. */
export function planWorkflow(rollout: Rollout, contexts: JobContexts): string {
  const plans = planJobs(rollout, contexts);
  const looking = hasStates(rollout)
    ? { [CHANGES_JOB]: changesJob(rollout, ofPullRequest(NOT_A_FORK)), ...plans }
    : plans;
  return yamlText(
    'Plans every workspace on a pull request, as roles that change nothing, and posts the plans to it.',
    {
      name: `terraform plan (${rollout.pipeline})`,
      on: { pull_request: { branches: [branchPattern(contexts)] } },
      ...workflowDefaults(rollout),
      jobs: { ...looking, comment: comment(rollout, Object.keys(looking)) },
    },
    VERSIONS,
  );
}

function planJobs(rollout: Rollout, contexts: JobContexts): Readonly<Record<string, YamlMap>> {
  const unit = matrixUnit(rollout);
  return planningJobs(rollout, contexts, {
    ...(hasStates(rollout)
      ? { needs: CHANGES_JOB, condition: `${NOT_A_FORK} && ${CHANGED_STATES} != '[]'` }
      : { condition: NOT_A_FORK }),
    states: `\${{ fromJSON(${CHANGED_STATES}) }}`,
    concurrencyGroup: `terraform-plan-${rollout.pipeline}-${unit.id}-\${{ github.event.pull_request.number }}`,
    steps: [
      { run: commandsOf(rollout).format },
      { run: commandsOf(rollout).validate },
      ...planning(rollout, 'unlocked'),
      // The text alone: the saved plan holds what the state holds, and it is never applied.
      upload(unit, `${rollout.pipeline}-plan-${unit.id}`, [PLAN_FILES.text]),
    ],
  });
}

/** It may write to the pull request, so it runs nothing of it. */
function comment(rollout: Rollout, needs: readonly string[]): YamlMap {
  return {
    needs: needs.length === 1 ? 'plan' : needs,
    if: `\${{ !cancelled() && ${NOT_A_FORK} }}`,
    'runs-on': RUNNER,
    'timeout-minutes': 10,
    permissions: { 'pull-requests': 'write' },
    defaults: { run: { 'working-directory': '.' } },
    env: {
      GH_TOKEN: '${{ github.token }}',
      COMMENTS: 'repos/${{ github.repository }}/issues/${{ github.event.pull_request.number }}/comments',
      ONE_COMMENT: 'repos/${{ github.repository }}/issues/comments',
      ...(hasStates(rollout) ? { STATES: `\${{ ${CHANGED_LIST} }}`, FAILED: A_JOB_FAILED } : {}),
      WORKSPACES: workspacesIn(rollout).join(' '),
    },
    steps: [
      {
        uses: ACTIONS.download,
        with: { pattern: `${rollout.pipeline}-plan-*`, path: 'plans' },
      },
      { name: 'Write the comments, over those of the run before', run: commentScript(rollout) },
      // The check that a branch rule asks for: the jobs of a matrix are others from one pull request to the next.
      ...(hasStates(rollout) ? [{ name: 'Fail where a plan has failed', run: '[ "$FAILED" = false ]' }] : []),
    ],
  };
}

function commentScript(rollout: Rollout): string {
  const { pipeline } = rollout;
  const { id, title } = shellUnit(rollout);
  return eachUnit(
    rollout,
    `  marker="<!-- orgstrap plan ${pipeline} ${id} -->"
  text="plans/${pipeline}-plan-${id}/${PLAN_FILES.text}"
  {
    printf '%s\\n**terraform plan: %s**\\n\\n' "$marker" "${title}"
    if [ -f "$text" ]; then
      printf '%s\\n\\n' '<details><summary>the plan</summary>'
${indented(quotedText('$text', COMMENT_LIMIT), 6)}
      printf '\\n\\n%s\\n' '</details>'
    else
      echo 'It could not be planned; the log of the job says why.'
    fi
  } >comment.md
  ours=".[] | select(.user.login == \\"github-actions[bot]\\" and (.body | startswith(\\"$marker\\"))) | .id"
  id=$(gh api --paginate "$COMMENTS" --jq "$ours" | sed -n 1p)
  if [ -n "$id" ]; then
    gh api --silent --method PATCH "$ONE_COMMENT/$id" --field body=@comment.md
  else
    gh api --silent --method POST "$COMMENTS" --field body=@comment.md
  fi`,
  );
}
