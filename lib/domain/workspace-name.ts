/**
 * The name of a Terraform workspace: lower-case letters, digits, hyphens and underscores, a letter or digit first.
 *
 * Terraform refuses a name that changes when it is escaped for a URL, and the name becomes a part of the state's S3 key
 * (`env:/WORKSPACE/terraform.tfstate`), so no slash, space or dot. Terraform would take capitals; two names that differ
 * in nothing else are a trap.
 *
 * @see https://developer.hashicorp.com/terraform/cli/workspaces
 */
export const WORKSPACE_NAME = /^[a-z0-9][a-z0-9_-]*$/;

/** The name is part of the session's name that CloudTrail shows, and that holds 64 characters. */
export const LONGEST_WORKSPACE_NAME = 60;

/** The workspace that Terraform is in before anybody selects one. It belongs to no account. */
export const DEFAULT_WORKSPACE = 'default';

export function isWorkspaceName(text: string): boolean {
  return text.length <= LONGEST_WORKSPACE_NAME && WORKSPACE_NAME.test(text) && text !== DEFAULT_WORKSPACE;
}
