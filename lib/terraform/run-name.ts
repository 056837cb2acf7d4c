/** How the provider learns which run of the CI system works here. */
export interface RunName {
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
