/**
 * The type of the map of workspaces, in Terraform's words.
 *
 * @param borrows - whether anything is lent to the pipeline
 */
export function workspacesType(borrows: boolean): string {
  const lent = borrows ? ', lent = optional(map(object({ account_id = string, role_arns = map(string) })), {})' : '';
  return `map(object({ account_id = string, environment = string, role_arns = map(string)${lent} }))`;
}

/**
 * A module that knows the account of the selected workspace, and refuses one that is not in the map.
 *
 * It is a module because only the validation of a module's variable stops the plan before the provider, which takes its
 * account from here, has called AWS; and because OpenTofu lets a validation see nothing but its own variable.
 *
 * @param borrows - whether anything is lent to the pipeline
 */
export function workspaceModule(borrows: boolean): string {
  return `${WRITTEN_BY_ORGSTRAP}

# Here, because a configuration may have one such block, which is yours: Terraform takes a version that fits both.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "${TESTED_PROVIDERS}"
    }
  }
}

variable "selection" {
  description = "The selected workspace, and all that there are."
  type = object({
    workspace  = string
    workspaces = ${workspacesType(borrows)}
  })

  validation {
    condition     = contains(keys(var.selection.workspaces), var.selection.workspace)
    error_message = "There is no workspace \\"\${var.selection.workspace}\\" in org.yaml for this pipeline; there are: \${join(", ", keys(var.selection.workspaces))}. Select one with: terraform workspace select -or-create NAME"
  }
}

output "account_id" {
  description = "The id of the account of the selected workspace."
  value       = var.selection.workspaces[var.selection.workspace].account_id
}

output "environment" {
  description = "The environment of that account."
  value       = var.selection.workspaces[var.selection.workspace].environment
}

output "role_arns" {
  description = "The ARNs of the Terraform role and of the Terraform plan role in that account."
  value       = var.selection.workspaces[var.selection.workspace].role_arns
}
${borrows ? LENT : ''}`;
}

const LENT = `
output "lent" {
  description = "What platform accounts lend to the selected workspace, by the alias of its provider."
  value       = var.selection.workspaces[var.selection.workspace].lent
}
`;

/** The majors of the AWS provider whose calls the documents of services are made for; the lock file of a configuration chooses one of them. */
const TESTED_PROVIDERS = '>= 5.100, < 7.0';

/** The first line of every file that orgstrap writes for Terraform; a file without it is somebody else's. */
export const WRITTEN_BY_ORGSTRAP =
  '# Written by "orgstrap terraform" from org.yaml. Change org.yaml and write it again.';
