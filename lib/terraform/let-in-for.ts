/** How the provider learns what Terraform is let in for. */
export interface LetInFor {
  /** What is declared for it, if anything. */
  readonly declaration: string;
  /** The expression that is `"apply"` or `"plan"`. */
  readonly expression: string;
}

/**
 * The job says it: an ephemeral variable, which a saved plan does not keep. So the plan of a pull request, made as the plan
 * roles, is applied as the Terraform roles.
 */
export const SAID_BY_THE_JOB: LetInFor = {
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
export const SAID_BY_THE_PHASE: LetInFor = {
  declaration: '',
  expression: 'terraform.applying ? "apply" : "plan"',
};
