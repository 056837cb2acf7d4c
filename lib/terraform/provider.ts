import type { OrgConfig, Pipeline } from '../domain/org-config';
import type { LetInFor } from './let-in-for';
import type { RunName } from './run-name';
import { WORKSPACES_TYPE } from './workspace-module';
import { WRITTEN_BY_ORGSTRAP } from './written-by-orgstrap';

/**
 * The provider of a pipeline: from a CI role into the role of the same kind in the selected workspace's account, and into
 * no other account, even if the credentials could reach it.
 *
 * The map of workspaces is a variable, whose value `terraform validate` does not know: so validating works before a
 * workspace is selected, and planning does not.
 */
export function provider({ homeRegion }: OrgConfig, { name }: Pipeline, letInFor: LetInFor, run: RunName): string {
  return `${WRITTEN_BY_ORGSTRAP}
${letInFor.declaration}${run.declaration}
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
    role_arn        = module.workspace.role_arns[${letInFor.expression}]
    session_name    = "terraform-${name}"
    source_identity = ${run.expression}
  }
}
`;
}
