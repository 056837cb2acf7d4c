import type { OrgConfig, Pipeline } from '../../domain/org-config';
import { lentRolesOf } from '../../domain/workspaces';
import { boundaryOfWorkloads } from './boundary';
import { lentPlace } from './lent-place';
import type { ProviderPlace } from './provider-place';
import { aliasOf, furtherRegions, regionOfWorkspace } from './regions';
import { WRITTEN_BY_ORGSTRAP, workspacesType } from './workspace-module';

/**
 * The provider of a pipeline: from a CI role into the role of the same kind in the selected workspace's account, and into
 * no other account, even if the credentials could reach it.
 *
 * The map of workspaces is a variable, whose value `terraform validate` does not know: so validating works before a
 * workspace is selected, and planning does not.
 */
export function provider(config: OrgConfig, pipeline: Pipeline, letInFor: AccessSource, run: RunName): string {
  const region = regionOfWorkspace(config, pipeline);
  const session = { name: pipeline.name, letInFor, run };
  const lent = lentRolesOf(config, pipeline);
  return `${WRITTEN_BY_ORGSTRAP}
${letInFor.declaration}${run.declaration}
variable "workspaces" {
  description = "The accounts that this pipeline may change, by the name of their workspace; in workspaces.auto.tfvars.json."
  type        = ${workspacesType(lent.length > 0)}
}

module "workspace" {
  source = "./workspace"

  selection = {
    workspace  = terraform.workspace
    workspaces = var.workspaces
  }
}
${region.declaration}${providerIn(region.expression, session)}${furtherRegions(config, pipeline)
  .map((further) => providerIn(`"${further}"`, session, aliasOf(further)))
  .join('')}${lent
  .map((one) => providerIn(`"${config.homeRegion}"`, session, one.name, lentPlace(one)))
  .join('')}${boundaryOfWorkloads(config, pipeline)}`;
}

interface Session {
  /** Of the pipeline. */
  readonly name: string;
  readonly letInFor: AccessSource;
  readonly run: RunName;
}

const ITS_OWN: ProviderPlace = {
  comment: '',
  account: 'module.workspace.account_id',
  roles: 'module.workspace.role_arns',
};

/** The provider of a Region; all but those of what is lent go into the same account by the same role. */
function providerIn(
  region: string,
  { name, letInFor, run }: Session,
  alias?: string,
  { comment, account, roles }: ProviderPlace = ITS_OWN,
): string {
  return `
${comment}provider "aws" {
${alias === undefined ? '' : `  alias               = "${alias}"\n`}  region              = ${region}
  allowed_account_ids = [${account}]

  assume_role {
    role_arn        = ${roles}[${letInFor.expression}]
    session_name    = "terraform-${name}"
    source_identity = ${run.expression}
  }
}
`;
}

/** How the provider learns what Terraform is let in for. */
interface AccessSource {
  /** What is declared for it, if anything. */
  readonly declaration: string;
  /** The expression that is `"apply"` or `"plan"`. */
  readonly expression: string;
}

/**
 * The job says it: an ephemeral variable, which a saved plan does not keep. So the plan of a pull request, made as the plan
 * roles, is applied as the Terraform roles.
 */
export const ACCESS_OF_THE_JOB: AccessSource = {
  declaration: `
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
`,
  expression: 'var.access',
};

/**
 * The phase of the run says it, for HCP Terraform, where a variable has the same value in both phases.
 *
 * It does not hold for destroy plans: `terraform.applying` is false while one is applied, so that run asks for the plan role
 * and is refused. Nor does it for an apply without a saved plan, which plans, too.
 */
export const ACCESS_OF_THE_PHASE: AccessSource = {
  declaration: '',
  expression: 'terraform.applying ? "apply" : "plan"',
};

/** How the provider learns which run of the CI system works here. */
interface RunName {
  /** The variable that it is in. */
  readonly declaration: string;
  /** The expression that is its name, or null. */
  readonly expression: string;
}

/**
 * The job says it, where the session that it starts with does not: a job with a token cannot name its run before this hop, because
 * `AssumeRoleWithWebIdentity` takes no source identity; one with keys names it in its first, and nobody can change it after that.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
export const RUN_OF_THE_JOB: RunName = {
  declaration: `
variable "run" {
  description = "The run of the CI system, by which the account's trail names what it changed: letters, digits and =,.@_+- alone. Null where the session that Terraform starts with names it already, and where there is no run; as when the plan was saved."
  type        = string
  default     = null
  ephemeral   = true
}
`,
  expression: 'var.run',
};

/**
 * The run itself says it: HCP Terraform gives each run its id, in both phases.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/run/run-environment
 */
export const RUN_OF_HCP_TERRAFORM: RunName = {
  declaration: `
variable "TFC_RUN_ID" {
  description = "The run, by which the account's trail names what it changed; HCP Terraform gives it."
  type        = string
  default     = null
}
`,
  expression: 'var.TFC_RUN_ID',
};
