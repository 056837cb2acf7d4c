/** What of an organization orgstrap depends on, and does not make. */
export interface OrganizationSettings {
  /** Undefined where the account is in no organization. Every account of an organization may ask. */
  describe(): Promise<OrganizationDescription | undefined>;
  /** Only the management account and delegated administrators may ask, here and below. */
  root(): Promise<OrganizationRoot>;
  /** The ids of the accounts that administer a service in place of the management account. */
  delegatedAdministrators(servicePrincipal: string): Promise<readonly string[]>;
  /** Whether StackSets may work in the accounts of the organization. */
  trustsStackSets(): Promise<boolean>;
}

export interface OrganizationDescription {
  readonly id: string;
  readonly managementAccount: string;
  readonly hasAllFeatures: boolean;
}

export interface OrganizationRoot {
  readonly id: string;
  /** The policy types that are on. */
  readonly policyTypes: readonly string[];
}
