import { FIND_CHANGED_STATES, LISTINGS } from '../changed-states';
import { type Rollout, workspacesIn } from '../rollout';
import { type YamlMap, yamlText } from '../text';
import {
  environmentJobs,
  environmentStages,
  imageOf,
  MERGE_REQUEST,
  matrixJobs,
  onBranch,
  planOfMergeRequest,
  roleTemplates,
} from './jobs';
import type { GitLabTokens } from './tokens';

/** The configuration of the child pipeline, which one job makes and the next one starts: what GitLab runs is decided before a pipeline begins. */
const CHILD = 'changed-states.yml';

/** Where the commit is kept that was applied last, for the next pipeline to compare with. */
const APPLIED = '.terraform-applied';

export const CHANGES_STAGES = ['changes', 'states'] as const;

/** The file of the child pipeline in the repository. */
export function childPath({ pipeline }: Rollout): string {
  return `.gitlab/terraform-${pipeline}.yml`;
}

/** The jobs that find what changed, and start the child pipeline with it. */
export function changesJobs(rollout: Rollout, tokens: GitLabTokens): YamlMap {
  const [changes, states] = CHANGES_STAGES;
  const rules = [{ if: MERGE_REQUEST }, { if: `$CI_PIPELINE_SOURCE != "schedule" && ${onBranch(tokens)}` }];
  return {
    changes: {
      stage: changes,
      rules,
      image: imageOf(rollout),
      timeout: '10 minutes',
      interruptible: false,
      variables: { GIT_DEPTH: '0', STATES: rollout.states.join(' ') },
      cache: cache(rollout, 'pull'),
      script: [findChanges(rollout)],
      artifacts: { paths: [CHILD], expire_in: '1 day' },
    },
    states: {
      stage: states,
      rules,
      trigger: { include: [{ artifact: CHILD, job: 'changes' }], strategy: 'depend' },
    },
  };
}

/**
 * A merge request is compared with where it left its branch. A push is compared with the commit that was applied last, which a cache keeps: one that is
 * lost, or older than it could be, makes more count as changed, and nothing less.
 */
function findChanges(rollout: Rollout): string {
  return `base= listing='${LISTINGS.touched}'
if [ -n "\${CI_MERGE_REQUEST_DIFF_BASE_SHA:-}" ]; then
  base=$CI_MERGE_REQUEST_DIFF_BASE_SHA listing='${LISTINGS.differs}'
elif [ "$CI_PIPELINE_SOURCE" = push ] && [ -f ${APPLIED} ]; then
  base=$(cat ${APPLIED})
fi
cd ${rollout.folder}
${FIND_CHANGED_STATES}
printf 'include: [{ local: /${childPath(rollout)} }]\\nvariables: { CHANGED_STATES: ",%s," }\\n' "$(echo $list | tr ' ' ',')" >"$CI_PROJECT_DIR/${CHILD}"
cat "$CI_PROJECT_DIR/${CHILD}"`;
}

/** The jobs of all states, of which a child pipeline has those of the states that changed. */
export function childFile(rollout: Rollout, tokens: GitLabTokens): string {
  return yamlText(
    `Plans and applies the states that changed, which the job "changes" of .gitlab-ci.yml finds: of a merge request it plans them,
on ${tokens.branch} it plans them again and applies that plan when somebody starts it, environment by environment and state by state.`,
    {
      stages: [
        'plan',
        ...rollout.environments.flatMap((environment) => environmentStages(rollout, environment)),
        'applied',
      ],
      ...roleTemplates(rollout, tokens),
      ...matrixJobs(rollout, 'plan-merge-request', workspacesIn(rollout), (state, parallel) =>
        planOfMergeRequest(rollout, `$CI_MERGE_REQUEST_IID && ${hasChanged(state)}`, state, parallel),
      ),
      ...Object.assign(
        {},
        ...rollout.environments.map((environment) =>
          environmentJobs(rollout, environment, (state) => `${onBranch(tokens)} && ${hasChanged(state)}`),
        ),
      ),
      ...lastJobs(rollout, tokens),
    },
  );
}

/** A pipeline without a job is an error, and a merge request may change no state. */
function lastJobs(rollout: Rollout, tokens: GitLabTokens): YamlMap {
  const job = { stage: 'applied', image: imageOf(rollout), timeout: '10 minutes', interruptible: false };
  return {
    'nothing-to-plan': {
      ...job,
      rules: [{ if: '$CI_MERGE_REQUEST_IID && $CHANGED_STATES == ",,"' }],
      variables: { GIT_STRATEGY: 'none' },
      script: ['echo "No state has changed."'],
    },
    applied: {
      ...job,
      rules: [{ if: onBranch(tokens) }],
      variables: { GIT_STRATEGY: 'none' },
      cache: cache(rollout, 'push'),
      script: [`echo "$CI_COMMIT_SHA" >${APPLIED}`],
    },
  };
}

function cache({ pipeline }: Rollout, policy: 'pull' | 'push'): YamlMap {
  return { key: `terraform-applied-${pipeline}`, paths: [APPLIED], policy };
}

function hasChanged(state: string | undefined): string {
  return `$CHANGED_STATES =~ /,${state},/`;
}
