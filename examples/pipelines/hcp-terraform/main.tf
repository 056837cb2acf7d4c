# What the pipeline hcp-terraform of examples/seven-systems.yaml needs in HCP Terraform: its project, its workspaces, and the
# variables by which a run becomes the CI plan role in its plan phase and the CI Terraform role in its apply phase.
#
# It is a configuration of its own, for a token of the organization's owners (TFE_TOKEN): whoever can change it can have
# anything applied in these accounts. Change the names, the ARNs and the repository.

terraform {
  required_version = ">= 1.11"

  required_providers {
    tfe = {
      source  = "hashicorp/tfe"
      version = "~> 0.51"
    }
  }
}

variable "repository" {
  description = "The repository whose main branch is applied, as organization/name."
  type        = string
}

variable "github_app_installation_id" {
  description = "The installation of HCP Terraform's GitHub App that may read it."
  type        = string
}

locals {
  # The names that org.yaml gives the workspaces in HCP Terraform: one list for each environment, in rollout order.
  rollout = [
    ["infrastructure-prod"],
  ]

  variables = {
    TFC_AWS_PROVIDER_AUTH              = "true"
    TFC_AWS_PLAN_ROLE_ARN              = "arn:aws:iam::222222222222:role/orgstrap/orgstrap-ci-plan-hcp-terraform"
    TFC_AWS_APPLY_ROLE_ARN             = "arn:aws:iam::222222222222:role/orgstrap/orgstrap-ci-terraform-hcp-terraform"
    TFC_AWS_WORKLOAD_IDENTITY_AUDIENCE = "aws.workload.identity"
  }

  # From each workspace of an environment to each of the next one.
  triggers = flatten([
    for next in range(1, length(local.rollout)) : [
      for pair in setproduct(local.rollout[next - 1], local.rollout[next]) : { source = pair[0], target = pair[1] }
    ]
  ])
}

provider "tfe" {
  hostname     = "app.terraform.io"
  organization = "acme"
}

resource "tfe_project" "pipeline" {
  name = "Infrastructure"
}

resource "tfe_workspace" "account" {
  for_each = toset(flatten(local.rollout))

  name                = each.key
  project_id          = tfe_project.pipeline.id
  tag_names           = ["orgstrap-hcp-terraform"] # the cloud block finds them by it
  terraform_version   = "~> 1.11"
  working_directory   = "infrastructure"
  assessments_enabled = true  # drift
  auto_apply          = false # somebody approves each plan
  queue_all_runs      = false # the first run is started by hand, in rollout order
  allow_destroy_plan  = false # a destroy run is refused by AWS in its apply phase, see docs/guides/hcp.md

  vcs_repo {
    identifier                 = var.repository
    branch                     = "main"
    github_app_installation_id = var.github_app_installation_id
  }
}

resource "tfe_variable_set" "roles" {
  name        = "orgstrap-hcp-terraform"
  description = "The roles that runs become in AWS."
}

resource "tfe_variable" "role" {
  for_each = local.variables

  key             = each.key
  value           = each.value
  category        = "env"
  variable_set_id = tfe_variable_set.roles.id
}

resource "tfe_workspace_variable_set" "roles" {
  for_each = tfe_workspace.account

  workspace_id    = each.value.id
  variable_set_id = tfe_variable_set.roles.id
}

resource "tfe_run_trigger" "rollout" {
  for_each = { for trigger in local.triggers : "${trigger.source} ${trigger.target}" => trigger }

  workspace_id  = tfe_workspace.account[each.value.target].id
  sourceable_id = tfe_workspace.account[each.value.source].id
}
