/** The accounts of an organization. */
export interface Organization {
  /** Every account below an organizational unit or the root, however deep. */
  accountsUnder(unit: string): Promise<readonly MemberAccount[]>;
}

export interface MemberAccount {
  readonly id: string;
  /** Suspended, or on the way to being closed: StackSets pass it over. */
  readonly isSuspended: boolean;
}
