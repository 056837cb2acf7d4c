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
