import type { AccountId } from './account-id';

/** What `org.yaml` says that an account has of orgstrap's own. */
export interface ExpectedAccount {
  readonly id: AccountId;
  /** Its workspace, or what it is: `terraform`, `ops`. An account may be two of them. */
  readonly name: string;
  readonly roles: readonly ExpectedRole[];
  /** The ARNs of policies that nothing expected above needs. */
  readonly policies: readonly string[];
}

export interface ExpectedRole {
  readonly name: string;
  /** The ARN of its permissions boundary. */
  readonly boundary: string;
  /** Its trust policy, as JSON. */
  readonly trust: string;
}
