/** What IAM sums up about an account. */
export interface AccountSummary {
  rootUser(): Promise<RootUser>;
}

/** The credentials of the root user; with centralized root access a member account may have none. */
export interface RootUser {
  /** Undefined where AWS does not say. */
  readonly hasPassword: boolean | undefined;
  readonly hasMfa: boolean;
  readonly hasAccessKeys: boolean;
  readonly hasSigningCertificates: boolean;
}
