import { LONGEST_PIPELINE_NAME } from './names';

/**
 * The name of an environment: lower-case letters, digits and single hyphens, with a letter first.
 *
 * It becomes part of stack and StackSet names, which allow letters, digits and hyphens only. The letter first also keeps
 * the rollout order: JavaScript puts keys that look like whole numbers before all others.
 */
export const ENVIRONMENT_NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** Leaves room for what goes around it in the 64 characters of a role's name and the 128 of a stack's. */
export const LONGEST_ENVIRONMENT_NAME = 32;

export function isEnvironmentName(text: string): boolean {
  return text.length <= LONGEST_ENVIRONMENT_NAME && ENVIRONMENT_NAME.test(text);
}

/**
 * The name of a pipeline: lower-case letters, digits and single hyphens, with a letter first.
 *
 * It becomes part of a bucket's name, and S3's alphabet is the narrowest of all.
 */
export const PIPELINE_NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

export function isPipelineName(text: string, longest = LONGEST_PIPELINE_NAME): boolean {
  return text.length <= longest && PIPELINE_NAME.test(text);
}

/**
 * The name of one of several states of a pipeline: lower-case letters, digits and single hyphens, with a letter first.
 *
 * It becomes a folder of the repository, a part of the state's S3 key, and, before two hyphens, a part of the names of jobs.
 */
export const STATE_NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

export const LONGEST_STATE_NAME = 32;

export function isStateName(text: string): boolean {
  return text.length <= LONGEST_STATE_NAME && STATE_NAME.test(text);
}

/** The name of a file under `policies/services`, without `.json`. */
export const SERVICE_NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

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
