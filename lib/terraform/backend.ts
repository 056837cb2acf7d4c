import { aliasArn, ciTerraformRoleName, roleArn, STATE_KEY, stateBucketName, stateKeyAlias } from '../domain/names';
import type { OrgConfig, Pipeline } from '../domain/org-config';
import { partitionOf } from '../domain/region';
import { WRITTEN_BY_ORGSTRAP } from './written-by-orgstrap';

/**
 * The backend of a pipeline: its own bucket and key, locked by objects in S3, reached as its CI Terraform role.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3
 */
export function backend({ accounts, homeRegion }: OrgConfig, { name }: Pipeline): string {
  const partition = partitionOf(homeRegion);
  return `${WRITTEN_BY_ORGSTRAP}

terraform {
  required_version = ">= 1.10" # the first with locks in S3, in Terraform and in OpenTofu

  backend "s3" {
    bucket              = "${stateBucketName(name, accounts.terraform, homeRegion)}"
    key                 = "${STATE_KEY}"
    region              = "${homeRegion}"
    encrypt             = true
    kms_key_id          = "${aliasArn(partition, homeRegion, accounts.terraform, stateKeyAlias(name))}"
    use_lockfile        = true
    allowed_account_ids = ["${accounts.terraform}"]

    assume_role = {
      role_arn     = "${roleArn(partition, accounts.terraform, ciTerraformRoleName(name))}"
      session_name = "terraform-${name}"
    }
  }
}
`;
}
