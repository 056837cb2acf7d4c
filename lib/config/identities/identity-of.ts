import type { CiIdentity } from '../../domain/ci-identity';
import type { ParsedIdentity } from '../schema/identities/identity';
import { azureDevOpsIdentity } from './azure-devops';
import { bitbucketIdentity } from './bitbucket';
import { buildkiteIdentity } from './buildkite';
import { circleciIdentity } from './circleci';
import { githubIdentity } from './github';
import { gitlabIdentity } from './gitlab';
import { hcpTerraformIdentity } from './hcp-terraform';

/** What the block of a CI system means to IAM. The schema lets one system through, and not less. */
export function identityOf(parsed: ParsedIdentity): CiIdentity {
  if (parsed.github) return githubIdentity(parsed.github);
  if (parsed.gitlab) return gitlabIdentity(parsed.gitlab);
  if (parsed.bitbucket) return bitbucketIdentity(parsed.bitbucket);
  if (parsed.circleci) return circleciIdentity(parsed.circleci);
  if (parsed.buildkite) return buildkiteIdentity(parsed.buildkite);
  if (parsed.hcpTerraform) return hcpTerraformIdentity(parsed.hcpTerraform);
  if (parsed.azureDevOps) return azureDevOpsIdentity(parsed.azureDevOps);
  return { kind: 'iamUser', networks: parsed.iamUser?.networks ?? [] };
}
