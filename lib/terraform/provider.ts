import type { OrgConfig, Pipeline } from '../domain/org-config';
import { WORKSPACES_TYPE } from './workspace-module';
import { WRITTEN_BY_ORGSTRAP } from './written-by-orgstrap';

/**
 * The provider of a pipeline: from a CI role into the role of the same kind in the selected workspace's account, and into
 * no other account, whatever the credentials could reach.
 *
 * What it is let in for is an ephemeral variable, which a saved plan does not keep: so the plan of a pull request, made
 * as the plan roles, is applied as the Terraform roles. The map of workspaces is a variable, whose value
 * `terraform validate` does not know: so validating works before a workspace is selected, and planning does not.
 */
export function provider({ homeRegion }: OrgConfig, { name }: Pipeline): string {
  return `${WRITTEN_BY_ORGSTRAP}

variable "access" {
  description = "What Terraform is let in for: apply, or plan, which changes nothing. It decides nothing by itself: a CI role becomes the role of its own kind, or none."
  type        = string
  default     = "apply"
  ephemeral   = true

  validation {
    condition     = contains(["apply", "plan"], var.access)
    error_message = "access is apply or plan."
  }
}

variable "workspaces" {
  description = "The accounts that this pipeline may change, by the name of their workspace; in workspaces.auto.tfvars.json."
  type        = ${WORKSPACES_TYPE}
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
    role_arn     = module.workspace.role_arns[var.access]
    session_name = "terraform-${name}"
  }
}
`;
}
