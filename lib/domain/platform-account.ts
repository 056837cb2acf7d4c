import type { AccountId } from './ids';

/**
 * An account of the platform: network, DNS, registry, shared services. It is no product account: its own pipelines manage it with
 * services that product accounts need not have, and it lends roles to others.
 */
export interface PlatformAccount {
  /** Also the name of its workspace in its own pipelines. */
  readonly name: string;
  readonly id: AccountId;
  /** What its own pipelines work as there. @default - nobody manages it */
  readonly managed?: ManagedPlatform | undefined;
  /** Those that somebody in use may become. */
  readonly lends: readonly Lend[];
}

export interface ManagedPlatform {
  /** Names of files in `policies/services`, in the order of `org.yaml`. */
  readonly services: readonly string[];
  /** Names of the pipelines that manage it, without those that are retired; at least one. */
  readonly pipelines: readonly string[];
}

/** A role of a platform account that runs in other accounts enter, beside the role of their own account. */
export interface Lend {
  /** No other account lends under it: it is the alias of a provider. */
  readonly name: string;
  /** Names of files in `policies/services`; never `iam`. */
  readonly services: readonly string[];
  /** ARNs, of each service at least one; then nothing else of it is lent. @default - all that the services' documents allow, but for IAM */
  readonly resources?: readonly string[] | undefined;
  /** Whether it reads alone, to apply and to plan. */
  readonly readOnly: boolean;
  /** To whom, at least one; each without environments that are retired, and with at least one. */
  readonly to: readonly Borrower[];
}

export interface Borrower {
  /** The name of a pipeline. */
  readonly pipeline: string;
  /** Names of its environments, in rollout order. */
  readonly environments: readonly string[];
}
