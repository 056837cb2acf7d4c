import { ciTerraformRoleName, roleArn } from '../domain/names';
import type { OrgConfig, Pipeline } from '../domain/org-config';
import { partitionOf } from '../domain/region';
import { WRITTEN_BY_ORGSTRAP } from './written-by-orgstrap';

/**
 * The provider of a pipeline: through the CI Terraform role into the Terraform role of the selected workspace's account,
 * and into no other account, whatever the credentials could reach.
 *
 * The map of workspaces is a variable, whose value `terraform validate` does not know: so validating works before a
 * workspace is selected, and planning does not.
 */
export function provider({ accounts, homeRegion }: OrgConfig, { name }: Pipeline): string {
  return `${WRITTEN_BY_ORGSTRAP}

variable "workspaces" {
  description = "The accounts that this pipeline may change, by the name of their workspace; in workspaces.auto.tfvars.json."
  type        = map(object({ account_id = string, environment = string, role_arn = string }))
}

module "workspace" {
  source = "./workspace"

  selection = {
    workspace  = terraform.workspace
    workspaces = var.workspaces
  }
}

provider "aws" {
  region              = "${homeRegion}"
  allowed_account_ids = [module.workspace.account_id]

  assume_role {
    role_arn     = "${roleArn(partitionOf(homeRegion), accounts.terraform, ciTerraformRoleName(name))}"
    session_name = "terraform-${name}"
  }

  assume_role {
    role_arn     = module.workspace.role_arn
    session_name = "terraform-${name}"
  }
}
`;
}
