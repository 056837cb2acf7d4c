import { PLAN_FILES, TERRAFORM } from '../commands';
import { type Rollout, workspacesIn } from '../rollout';
import { indented, quotedText, type YamlMap, yamlText } from '../text';
import { branchPattern, type JobContexts } from './job-contexts';
import { ACTIONS, MATRIX_WORKSPACE, planning, planningJob, RUNNER, upload, VERSIONS, workflowDefaults } from './steps';

/** A comment holds 65,536 characters, and has a heading, too. */
const COMMENT_LIMIT = 60_000;

/** A pull request of a fork gets no token, and no keys: it is not planned. */
const NOT_A_FORK = 'github.event.pull_request.head.repo.full_name == github.repository';

/** The workflow that plans pull requests, and posts each workspace's plan as a comment that it writes over at each push. */
export function planWorkflow(rollout: Rollout, contexts: JobContexts): string {
  return yamlText(
    'Plans every workspace on a pull request, as roles that change nothing, and posts the plans to it.',
    {
      name: `terraform plan (${rollout.pipeline})`,
      on: { pull_request: { branches: [branchPattern(contexts)] } },
      ...workflowDefaults(rollout),
      jobs: { plan: plan(rollout, contexts), comment: comment(rollout) },
    },
    VERSIONS,
  );
}

function plan(rollout: Rollout, contexts: JobContexts): YamlMap {
  return planningJob(rollout, contexts, {
    condition: NOT_A_FORK,
    concurrencyGroup: `terraform-plan-${rollout.pipeline}-${MATRIX_WORKSPACE}-\${{ github.event.pull_request.number }}`,
    steps: [
      { run: TERRAFORM.format },
      { run: TERRAFORM.validate },
      ...planning('unlocked'),
      // The text alone: the saved plan holds what the state holds, and it is never applied.
      upload(rollout, `${rollout.pipeline}-plan-${MATRIX_WORKSPACE}`, [PLAN_FILES.text]),
    ],
  });
}

/** It may write to the pull request, so it runs nothing of it. */
function comment(rollout: Rollout): YamlMap {
  return {
    needs: 'plan',
    if: `\${{ !cancelled() && ${NOT_A_FORK} }}`,
    'runs-on': RUNNER,
    'timeout-minutes': 10,
    permissions: { 'pull-requests': 'write' },
    defaults: { run: { 'working-directory': '.' } },
    env: {
      GH_TOKEN: '${{ github.token }}',
      COMMENTS: 'repos/${{ github.repository }}/issues/${{ github.event.pull_request.number }}/comments',
      ONE_COMMENT: 'repos/${{ github.repository }}/issues/comments',
      WORKSPACES: workspacesIn(rollout).join(' '),
    },
    steps: [
      {
        uses: ACTIONS.download,
        with: { pattern: `${rollout.pipeline}-plan-*`, path: 'plans' },
      },
      { name: 'Write the comments, over those of the run before', run: commentScript(rollout.pipeline) },
    ],
  };
}

function commentScript(pipeline: string): string {
  return `for TERRAFORM_WORKSPACE in $WORKSPACES; do
  marker="<!-- orgstrap plan ${pipeline} $TERRAFORM_WORKSPACE -->"
  text="plans/${pipeline}-plan-$TERRAFORM_WORKSPACE/${PLAN_FILES.text}"
  {
    printf '%s\\n**terraform plan: %s**\\n\\n' "$marker" "$TERRAFORM_WORKSPACE"
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
  fi
done`;
}
