import type { Access } from '../domain/access';
import { aliasArn, ciRoleName, roleArn, STATE_KEY, stateBucketName, stateKeyAlias } from '../domain/names';
import type { OrgConfig, Pipeline } from '../domain/org-config';
import { partitionOf } from '../domain/region';
import { WRITTEN_BY_ORGSTRAP } from './written-by-orgstrap';

/**
 * The backend of a pipeline: its own bucket and key, locked by objects in S3, reached as its CI Terraform role.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3
 */
export function backend(config: OrgConfig, pipeline: Pipeline): string {
  const { accounts, homeRegion } = config;
  const { name } = pipeline;
  return `${WRITTEN_BY_ORGSTRAP}

terraform {
  required_version = ">= 1.11" # ephemeral variables, and locks in S3, in Terraform and in OpenTofu

  backend "s3" {
    bucket              = "${stateBucketName(name, accounts.terraform, homeRegion)}"
    key                 = "${STATE_KEY}"
    region              = "${homeRegion}"
    encrypt             = true
    kms_key_id          = "${aliasArn(partitionOf(homeRegion), homeRegion, accounts.terraform, stateKeyAlias(name))}"
    use_lockfile        = true
    allowed_account_ids = ["${accounts.terraform}"]

    assume_role = {
      role_arn     = "${ciRole(config, pipeline, 'apply')}"
      session_name = "terraform-${name}"
    }
  }
}
`;
}

/** What `terraform init -backend-config=plan.s3.tfbackend` changes: the backend reached as the CI plan role. */
export function planBackend(config: OrgConfig, pipeline: Pipeline): string {
  return `${WRITTEN_BY_ORGSTRAP}

assume_role = {
  role_arn     = "${ciRole(config, pipeline, 'plan')}"
  session_name = "terraform-${pipeline.name}"
}
`;
}

function ciRole({ accounts, homeRegion }: OrgConfig, { name }: Pipeline, access: Access): string {
  return roleArn(partitionOf(homeRegion), accounts.terraform, ciRoleName(access, name));
}
