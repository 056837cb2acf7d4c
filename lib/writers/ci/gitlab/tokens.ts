import { type CiIdentity, isOidc, type OidcJobs } from '../../../domain/ci-identity';
import { EXIT, Failure } from '../../../domain/failure';

/** What GitLab's jobs need to know of the identity. */
export interface GitLabTokens {
  /** The protected branch that is applied. */
  readonly branch: string;
  readonly audience: string;
  /** Of the tokens with which its jobs plan. */
  readonly planAudience: string;
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
  return { branch: branchOf(apply), audience: apply.audience, planAudience: plan.audienceOfExcepted ?? plan.audience };
}

function branchOf({ subjects: [subject = ''] }: OidcJobs): string {
  return subject.replace(/^.*:ref_type:branch:ref:/, '');
}
