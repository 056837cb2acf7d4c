/** Roles and policies of one account, as its auditor role sees them. */
export interface AccountRoles {
  /** Undefined where there is no such role on orgstrap's path. */
  role(name: string): Promise<FoundRole | undefined>;
  /** What a role that is there may do. */
  permissions(role: string): Promise<FoundPermissions>;
  hasPolicy(arn: string): Promise<boolean>;
}

export interface FoundRole {
  /** The ARN of its permissions boundary. */
  readonly boundary: string | undefined;
  /** Its trust policy, as JSON. */
  readonly trust: string;
}

export interface FoundPermissions {
  /** The names of inline policies. */
  readonly inline: readonly string[];
  /** Managed policies. */
  readonly attached: readonly FoundPolicy[];
}

export interface FoundPolicy {
  readonly arn: string;
  /** Its default version, as JSON. Undefined where it is not on orgstrap's path: no auditor reads others. */
  readonly document: string | undefined;
}
