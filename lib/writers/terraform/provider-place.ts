/** Where a provider goes: expressions of Terraform. */
export interface ProviderPlace {
  /** What is said above it, if anything. */
  readonly comment: string;
  readonly account: string;
  /** The roles of it, by access. */
  readonly roles: string;
}
