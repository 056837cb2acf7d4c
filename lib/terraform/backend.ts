import { STATE_KEY } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig, Pipeline } from '../domain/org-config';
import { WRITTEN_BY_ORGSTRAP } from './written-by-orgstrap';

/**
 * The backend of a pipeline: its own bucket and key, and locks that are objects beside the states.
 *
 * It names no role. Terraform keeps the backend in every plan that it saves, and a role would be kept with it: what plans
 * could then not be applied by another role. So Terraform runs with the session of a CI role, or with a profile that assumes one.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3
 */
export function backend(config: OrgConfig, { name }: Pipeline): string {
  const names = namesOf(config);
  return `${WRITTEN_BY_ORGSTRAP}

terraform {
  required_version = ">= 1.11" # ephemeral variables, and locks in S3, in Terraform and in OpenTofu

  backend "s3" {
    bucket              = "${names.stateBucket(name)}"
    key                 = "${STATE_KEY}"
    region              = "${config.homeRegion}"
    encrypt             = true
    kms_key_id          = "${names.stateKeyAliasArn(name)}"
    use_lockfile        = true
    allowed_account_ids = ["${config.accounts.terraform}"]
  }
}
`;
}
