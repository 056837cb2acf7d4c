import type { OrganizationTree } from '../../aws/organization';

/** What is known of an organization before anybody is asked: read from AWS, or from a saved export. */
export interface Inventory {
  readonly tree: OrganizationTree;
  readonly organizationId?: string | undefined;
  readonly managementAccount?: string | undefined;
  /** The accounts that administer a service in place of the management account. */
  readonly delegatedAdministrators: readonly DelegatedAdministrator[];
  /** Issuers, with `https://`, that have a provider in the account named here. */
  readonly oidcProviders?: { readonly account: string; readonly issuers: readonly string[] } | undefined;
  readonly hasOrganizationTrail?: boolean | undefined;
  /** The ARN of the instance of IAM Identity Center. */
  readonly identityCenter?: string | undefined;
  /** What could not be seen, and why: a comment of the file. */
  readonly notSeen: readonly string[];
}

export interface DelegatedAdministrator {
  readonly account: string;
  /** The service principal, where it is known. */
  readonly service?: string | undefined;
}
