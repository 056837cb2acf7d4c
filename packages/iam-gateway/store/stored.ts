/** What the emulator has stored of all that decides about access. Documents are text, as somebody wrote them. */
export interface Stored {
  readonly organization: StoredOrganization | null;
  /** By ARN, the default version of each. */
  readonly managedPolicies: Readonly<Record<string, string>>;
  readonly users: readonly StoredPrincipal[];
  readonly roles: readonly (StoredPrincipal & { readonly trust: string })[];
  /** ARNs, as are `instanceProfiles`. */
  readonly groups: readonly string[];
  readonly instanceProfiles: readonly string[];
  /** Virtual ones, by ARN; without a user, they are not enabled yet. */
  readonly mfaDevices: readonly { readonly arn: string; readonly seed: string; readonly user: string | null }[];
  readonly oidcProviders: readonly { readonly arn: string; readonly clientIds: readonly string[] }[];
  readonly buckets: readonly StoredBucket[];
  readonly keys: readonly StoredResource[];
  readonly aliases: readonly { readonly arn: string; readonly key: string }[];
  readonly queues: readonly StoredResource[];
  readonly secrets: readonly StoredResource[];
  /** The ARN of the user, by the id of the key. */
  readonly accessKeys: Readonly<Record<string, string>>;
}

export interface StoredOrganization {
  readonly id: string;
  readonly partition: string;
  readonly managementAccount: string;
  /** For each account, the ids above it, the root first. */
  readonly accounts: Readonly<Record<string, readonly string[]>>;
  readonly serviceControlPolicies: Readonly<Record<string, readonly StoredPolicy[]>>;
  readonly resourceControlPolicies: Readonly<Record<string, readonly StoredPolicy[]>>;
}

export interface StoredPolicy {
  readonly name: string;
  readonly document: string;
}

export interface StoredPrincipal {
  readonly arn: string;
  /** Its own, and those of its groups. */
  readonly policies: readonly { readonly managed: readonly string[]; readonly inline: readonly StoredPolicy[] }[];
  readonly boundary: string | null;
  readonly tags: Readonly<Record<string, string>>;
}

export interface StoredBucket {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly policy: string | null;
  /** The key that objects are encrypted with by default, as it is named in the bucket's settings. */
  readonly encryptionKey: string | null;
  readonly isKmsByDefault: boolean;
}

export interface StoredResource {
  readonly arn: string;
  readonly account: string;
  readonly policy: string | null;
}
