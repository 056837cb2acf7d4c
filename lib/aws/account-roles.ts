/** Roles and policies of one account, as its auditor role sees them. */
export interface AccountRoles {
  /** Undefined where there is no such role on orgstrap's path. */
  role(name: string): Promise<FoundRole | undefined>;
  hasPolicy(arn: string): Promise<boolean>;
}

export interface FoundRole {
  /** The ARN of its permissions boundary. */
  readonly boundary: string | undefined;
  /** Its trust policy, as JSON. */
  readonly trust: string;
}
