/** The service-managed StackSets of an organization, seen from the management account or from a delegated administrator. */
export interface StackSets {
  /** Undefined where there is none of that name. */
  describe(name: string): Promise<DeployedStackSet | undefined>;
  instances(name: string): Promise<readonly StackInstance[]>;
}

/** A StackSet as it is now. */
export interface DeployedStackSet {
  readonly name: string;
  readonly templateBody: string;
  /** Set-level values; CloudFormation answers asterisks for those with `NoEcho`. */
  readonly parameters: Readonly<Record<string, string>>;
}

export interface StackInstance {
  readonly account: string;
  /** Whether the account has what the StackSet says now. */
  readonly isCurrent: boolean;
}
