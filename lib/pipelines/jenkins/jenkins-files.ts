import { isOidc } from '../../domain/ci-identity';
import { EXIT, Failure } from '../../domain/failure';
import type { Rollout } from '../rollout';
import { applyJenkinsfile } from './apply-jenkinsfile';
import { planJenkinsfile } from './plan-jenkinsfile';

/**
 * Two files, for two jobs of Jenkins in two folders: the author of a pull request edits its file and can use every credential
 * that its job can see, so that job must not see the keys that apply.
 *
 * @throws Failure `TokensInJenkins` where the pipeline is not one with keys.
 */
export function jenkinsFiles(rollout: Rollout): Readonly<Record<string, string>> {
  if (isOidc(rollout.identity)) {
    throw new Failure(
      'TokensInJenkins',
      'Jenkins signs no tokens: write identity: { iamUser: {} } in org.yaml',
      EXIT.unusable,
    );
  }
  return { 'Jenkinsfile.plan': planJenkinsfile(rollout), 'Jenkinsfile.apply': applyJenkinsfile(rollout) };
}
