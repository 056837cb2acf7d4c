import type { NamedPolicy, PolicyDocument } from './policy-document';

/**
 * An IAM snapshot: all that decides about access in an organization at one moment. The tests read it from rendered templates, the gateway
 * from what is stored in the emulator.
 */
export interface Snapshot {
  /** `aws`, `aws-us-gov` or `aws-cn`. */
  readonly partition: string;
  readonly organization: Organization;
  /** By ARN, path included. */
  readonly users: ReadonlyMap<string, Identity>;
  /** By ARN, path included. */
  readonly roles: ReadonlyMap<string, Role>;
  /** By ARN. */
  readonly oidcProviders: ReadonlyMap<string, OidcProvider>;
  /**
   * The ARNs of the roles that each group may become in IAM Identity Center, by its id in the identity store.
   *
   * @default - nobody signs in there
   */
  readonly assignments?: ReadonlyMap<string, readonly string[]>;
  /** Everything but roles that has an owner and may have a policy of its own, by ARN: buckets, keys, queues, topics. */
  readonly resources: ReadonlyMap<string, OwnedResource>;
}

export interface Organization {
  readonly id: string;
  readonly managementAccount: string;
  /**
   * For each account of the organization, the ids above it, the root first: `['r-abcd', 'ou-abcd-11111111']`. An account
   * that is not in it is in no organization.
   */
  readonly accounts: ReadonlyMap<string, readonly string[]>;
  /** What is attached to a root, an organizational unit or an account, by its id; `FullAWSAccess` included. */
  readonly serviceControlPolicies: ReadonlyMap<string, readonly NamedPolicy[]>;
  /** The same; `RCPFullAWSAccess`, which cannot be taken off, may be left out. */
  readonly resourceControlPolicies: ReadonlyMap<string, readonly NamedPolicy[]>;
}

/** What a user or a role brings along: its own policies and those of its groups, managed and inline. */
export interface Identity {
  readonly policies: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
}

export interface Role extends Identity {
  readonly trust: PolicyDocument;
}

/** An issuer whose tokens an account takes. */
export interface OidcProvider {
  /** Whom a token may be made out to. */
  readonly clientIds: readonly string[];
}

export interface OwnedResource {
  readonly account: string;
  readonly policy?: PolicyDocument;
  /** Of a key: `alias/…`, without the rest of the alias's ARN. @default - it has none */
  readonly aliases?: readonly string[];
}
