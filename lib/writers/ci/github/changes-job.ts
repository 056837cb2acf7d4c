import { FIND_CHANGED_STATES, LISTINGS } from '../changed-states';
import type { Rollout } from '../rollout';
import type { YamlMap } from '../text';
import { ACTIONS, RUNNER } from './steps';

export const CHANGES_JOB = 'changes';

/** The names of the states that changed, as a JSON list. */
export const CHANGED_STATES = `needs.${CHANGES_JOB}.outputs.states`;

/** The same for a shell, with spaces between. */
export const CHANGED_LIST = `needs.${CHANGES_JOB}.outputs.list`;

/** How a job finds what it compares with. */
export interface Comparison {
  readonly needs?: string;
  readonly condition: string;
  readonly permissions: YamlMap;
  readonly env?: YamlMap;
  /** Sets `base` to a commit, or to nothing where everything counts as changed. */
  readonly base: string;
}

/** A pull request is compared with the branch that it goes to: the first parent of the merge that is checked out. */
export function ofPullRequest(condition: string): Comparison {
  return { condition, permissions: { contents: 'read' }, base: 'base=HEAD^1' };
}

/**
 * A run of the branch is compared with what the run before it applied. Where that has failed, was cancelled or dropped, or is
 * none, everything counts as changed: nobody knows what was applied. So does a run by hand.
 *
 * The order is that of the latest attempts, for a run that is repeated applies an old commit.
 *
 * @see https://docs.github.com/en/rest/actions/workflow-runs#list-workflow-runs-for-a-workflow
 */
export function withTheRunBefore(workflow: string, condition: string, needs: string): Comparison {
  return {
    needs,
    condition,
    permissions: { actions: 'read', contents: 'read' },
    env: {
      GH_TOKEN: '${{ github.token }}',
      EVENT: '${{ github.event_name }}',
      RUN_ID: '${{ github.run_id }}',
      RUNS: `repos/\${{ github.repository }}/actions/workflows/${workflow}/runs`,
      BRANCH: '${{ github.ref_name }}',
    },
    base: `base=
if [ "$EVENT" = push ]; then
  others='[.workflow_runs[] | select((.id | tostring) != env.RUN_ID and .status == "completed")]'
  last='sort_by(.run_started_at) | last | select(.conclusion == "success") | .head_sha'
  base=$(gh api --method GET "$RUNS" -f branch="$BRANCH" -F per_page=100 --jq "$others | $last")
fi`,
  };
}

/** The job that says which states changed: those whose folder has a change, and all of them where the folder around them has one. */
export function changesJob(
  { folder, states }: Rollout,
  { needs, condition, permissions, env = {}, base }: Comparison,
): YamlMap {
  return {
    name: 'find what changed',
    needs,
    if: `\${{ ${condition} }}`,
    'runs-on': RUNNER,
    'timeout-minutes': 10,
    permissions,
    outputs: { states: '${{ steps.states.outputs.states }}', list: '${{ steps.states.outputs.list }}' },
    env: { ...env, STATES: states.join(' ') },
    steps: [
      { uses: ACTIONS.checkout, with: { 'fetch-depth': 0, 'persist-credentials': false } },
      { id: 'states', name: `Look below ${folder}`, run: `${base}\n${CHANGED}` },
    ],
  };
}

const CHANGED = `listing='${LISTINGS.differs}'
${FIND_CHANGED_STATES}
names=
if [ -n "$list" ]; then names="\\"\${list// /\\",\\"}\\""; fi
echo "states=[$names]" >>"$GITHUB_OUTPUT"
echo "list=$list" >>"$GITHUB_OUTPUT"`;
