import type { AccountId } from './ids';

/** An account of `org.yaml` that somebody may look at. */
export interface AccountToSee {
  readonly id: AccountId;
  /** Its workspace, or what it is: `terraform`, `ops`. An account may be two of them. */
  readonly name: string;
  /** Worked out when it is asked for, and kept by nobody else: of a thousand accounts few are looked at at the same time. */
  readonly expected: () => ExpectedAccount;
}

/** What `org.yaml` says that an account has of orgstrap's own. */
export interface ExpectedAccount extends Pick<AccountToSee, 'id' | 'name'> {
  readonly roles: readonly ExpectedRole[];
  /** The ARNs of policies that nothing expected above needs. */
  readonly policies: readonly string[];
  readonly groups: readonly ExpectedGroup[];
  readonly boundaries: readonly ExpectedBoundary[];
  /** Present where IAM users may be on orgstrap's path: these, and nobody else. */
  readonly users?: readonly ExpectedUser[];
  /** Present where alarms must hear of the account. */
  readonly trail?: ExpectedTrail;
}

export interface ExpectedRole {
  readonly name: string;
  /** The ARN of its permissions boundary, or a pattern where its stack chose the end of the name. @default - it wears none */
  readonly boundary?: string;
  /** Its trust policy, as JSON. */
  readonly trust: string;
  /** Worked out when it is asked for: it takes many documents. */
  readonly permissions: () => ExpectedPermissions;
}

/** The policy that says what those who wear it cannot exceed. */
export interface ExpectedBoundary {
  readonly arn: string;
  /** The name of a role that wears it, where its stack chose the end of the name and the ARN is a pattern. */
  readonly wornBy?: string;
  /** As JSON, worked out when it is asked for. In it the pattern stands for the ARN. */
  readonly document: () => string;
}

/** A group of IAM users. */
export interface ExpectedGroup {
  readonly name: string;
  /** Worked out when it is asked for. */
  readonly permissions: () => ExpectedPermissions;
}

export interface ExpectedUser {
  readonly name: string;
  readonly path: string;
  /** The ARN of its permissions boundary. */
  readonly boundary: string;
  /** The names of its groups, which say all that it may do. */
  readonly groups: readonly string[];
}

/** What a role or a group should wear beside its boundary, and nothing else. */
export interface ExpectedPermissions {
  /** Those of orgstrap; CloudFormation may have chosen their names. */
  readonly policies: readonly ExpectedPolicy[];
  /** The ARNs of those of AWS. */
  readonly ofAws: readonly string[];
  /** The ARNs of policies that a command of orgstrap attaches for a while. */
  readonly forAWhile: readonly string[];
}

export interface ExpectedPolicy {
  readonly description: string;
  /** As JSON. A key that has an alias is named by the ARN of that, because CloudFormation chose its id. */
  readonly document: string;
}

/** What must record what happens in an account: orgstrap's own trail, or any trail that reaches it, such as the organization's. */
export type ExpectedTrail =
  | {
      readonly source: 'own';
      readonly arn: string;
      /** The bucket of the Terraform account, for the files. */
      readonly bucket: string;
      /** What encrypts the files: the ARN of the key's alias. */
      readonly key: string;
    }
  | { readonly source: 'organization' };
