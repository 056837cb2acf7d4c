import { commandsOf } from '../commands';
import { initialise } from '../private-modules';
import { type Rollout, workspacesIn } from '../rollout';
import { indented, type YamlMap, yamlText } from '../text';
import { hasStates, shellUnit } from '../unit';
import { driftJobs } from './drift-jobs';
import {
  environmentJobs,
  environmentStages,
  MERGE_REQUEST,
  matrixJobs,
  onBranch,
  planOfMergeRequest,
  roleTemplates,
  SCHEDULE,
  SESSION,
} from './jobs';
import { CHANGES_STAGES, changesJobs, childFile, childPath } from './states-files';
import { type GitLabTokens, gitlabTokens } from './tokens';

/**
 * The pipeline of GitLab CI/CD: a merge request is planned; what is merged is planned again and the plan is saved, somebody
 * starts the apply of exactly that, and the next environment begins when it is done; a schedule looks for drift. With
 * several states, those that changed are planned and applied by a child pipeline, whose file is the second one.
 *
 * @throws Failure as {@link gitlabTokens}.
 */
export function gitlabFiles(rollout: Rollout): Readonly<Record<string, string>> {
  const tokens = gitlabTokens(rollout.identity);
  const file = '.gitlab-ci.yml';
  return hasStates(rollout)
    ? { [file]: ofStates(rollout, tokens), [childPath(rollout)]: childFile(rollout, tokens) }
    : { [file]: ofWorkspaces(rollout, tokens) };
}

function ofWorkspaces(rollout: Rollout, tokens: GitLabTokens): string {
  const rule = `$CI_PIPELINE_SOURCE != "schedule" && ${onBranch(tokens)}`;
  return yamlText(purpose('every workspace', 'each', tokens), {
    stages: [
      'plan',
      'workspaces',
      ...rollout.environments.flatMap((environment) => environmentStages(rollout, environment)),
      'drift',
      'report',
    ],
    workflow: workflow(tokens),
    ...roleTemplates(rollout, tokens),
    ...matrixJobs(rollout, 'plan-merge-request', workspacesIn(rollout), (state, parallel) =>
      planOfMergeRequest(rollout, MERGE_REQUEST, state, parallel),
    ),
    workspaces: makeWorkspaces(rollout, tokens),
    ...Object.assign(
      {},
      ...rollout.environments.map((environment) => environmentJobs(rollout, environment, () => rule)),
    ),
    ...driftJobs(rollout, tokens),
  });
}

function ofStates(rollout: Rollout, tokens: GitLabTokens): string {
  return yamlText(purpose('the states that changed', 'them', tokens), {
    stages: ['workspaces', ...CHANGES_STAGES, 'drift', 'report'],
    workflow: workflow(tokens),
    ...roleTemplates(rollout, tokens),
    workspaces: makeWorkspaces(rollout, tokens),
    ...changesJobs(rollout, tokens),
    ...driftJobs(rollout, tokens),
  });
}

function purpose(what: string, again: string, { branch }: GitLabTokens): string {
  return `Plans ${what} on a merge request. On ${branch}, plans ${again} again and applies that plan when somebody starts it,
environment by environment. A schedule looks for drift. Run it by hand once (Build > Pipelines > New pipeline, ${branch})
to make workspaces that are new in org.yaml.`;
}

function workflow(tokens: GitLabTokens): YamlMap {
  return { rules: [{ if: MERGE_REQUEST }, { if: SCHEDULE }, { if: onBranch(tokens) }] };
}

function makeWorkspaces(rollout: Rollout, tokens: GitLabTokens): YamlMap {
  const loop = `for TERRAFORM_WORKSPACE in ${workspacesIn(rollout).join(' ')}; do\n${indented(commandsOf(rollout).createWorkspace)} || exit\ndone`;
  const inEach = `for STATE in ${rollout.states.join(' ')}; do (
  cd ${shellUnit(rollout).folder} || exit
${indented(initialise(rollout, ' || exit'))}
${indented(loop)}
) || exit; done`;
  return {
    extends: '.as-apply',
    stage: 'workspaces',
    rules: [{ if: `$CI_PIPELINE_SOURCE == "web" && ${onBranch(tokens)}` }],
    ...(hasStates(rollout) ? { before_script: [SESSION], script: [inEach] } : { script: [loop] }),
  };
}
