import { EXIT, Failure } from '../../domain/failure';
import { githubFiles } from './github/github-files';
import { gitlabFiles } from './gitlab/gitlab-file';
import { jenkinsFiles } from './jenkins/jenkinsfiles';
import { withOwner } from './owner';
import type { Rollout } from './rollout';
import type { System } from './systems';

const FILES: Readonly<Record<System, (rollout: Rollout) => Readonly<Record<string, string>>>> = {
  github: githubFiles,
  gitlab: gitlabFiles,
  jenkins: jenkinsFiles,
};

/**
 * The files of a pipeline for its CI system: the text of each, by its path in the repository.
 *
 * @throws Failure `OtherSystem` where `org.yaml` trusts the tokens of another system; `PlanNotTrusted` where it trusts too
 *   few jobs; `KeysInGitLab`, `TokensInJenkins` where that system wants the other kind of identity.
 */
export function pipelineFiles(system: System, rollout: Rollout): Readonly<Record<string, string>> {
  const { identity } = rollout;
  if (identity.kind === 'oidc' && system !== 'jenkins' && identity.system !== system) {
    throw new Failure(
      'OtherSystem',
      `the pipeline ${rollout.pipeline} is one of ${identity.system} in org.yaml: ${system} would sign other tokens`,
      EXIT.unusable,
    );
  }
  return Object.fromEntries(
    Object.entries(FILES[system](rollout)).map(([path, text]) => [path, withOwner(text, rollout)]),
  );
}
