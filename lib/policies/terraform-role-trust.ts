import type { Access } from '../domain/access';
import { Failure } from '../domain/failure';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { ciRolesOf } from '../domain/workspaces';
import { loadPolicy } from './load-policy';
import type { PolicyDocument } from './policy-document';

/**
 * The most characters of a trust policy before a quota increase; IAM does not count white space.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const TRUST_LIMIT = 2_048;

/** The trust policy of the Terraform role or the Terraform plan role. `ciRoles` are ARNs, or a token for a list of them. */
export function terraformRoleTrust(config: OrgConfig, access: Access, ciRoles: readonly string[]): PolicyDocument {
  return loadPolicy(DOCUMENTS[access], {
    partition: namesOf(config).partition,
    terraformAccount: config.accounts.terraform,
    organization: config.organization.id,
    ciRoles,
  }).document;
}

/**
 * The ARNs of the CI roles of some pipelines, as the role of an environment trusts them.
 *
 * @throws Failure `TooManyPipelines` where the trust policy with all of them is larger than IAM takes.
 */
export function trustedCiRoles(
  config: OrgConfig,
  access: Access,
  environment: string,
  pipelines: readonly string[],
): readonly string[] {
  const arns = ciRolesOf(config, access, pipelines);
  const size = JSON.stringify(terraformRoleTrust(config, access, arns)).length;
  if (size > TRUST_LIMIT) {
    throw new Failure(
      'TooManyPipelines',
      `${pipelines.length} pipelines may change ${environment}: the trust policy of its Terraform role would have ${size} characters, IAM takes ${TRUST_LIMIT}; let fewer pipelines change it, or give them shorter names`,
    );
  }
  return arns;
}

const DOCUMENTS: Readonly<Record<Access, string>> = {
  apply: 'terraform-role.trust',
  plan: 'terraform-plan-role.trust',
};
