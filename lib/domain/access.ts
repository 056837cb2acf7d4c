/** What Terraform is let in for. Each has an identity and roles of its own, so that what plans cannot apply. */
export const ACCESSES = ['apply', 'plan'] as const;

export type Access = (typeof ACCESSES)[number];
