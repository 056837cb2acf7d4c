/** What has a say in a decision. `resource` is a trust policy, a bucket policy or a key policy. */
export const LAYERS = ['permissions', 'boundary', 'session', 'resource', 'scp', 'rcp'] as const;

export type Layer = (typeof LAYERS)[number];

/** What must let a request in: a layer, or the OIDC provider, without which nobody looks at the token. */
export type Lock = Layer | 'provider';

export type Outcome = 'Allowed' | 'ExplicitlyDenied' | 'ImplicitlyDenied';

export interface Decision {
  readonly outcome: Outcome;
  /** The statements that allow it where it is allowed, and those that deny it where one does. */
  readonly statements: readonly DecidingStatement[];
  /** The layers in which no statement allows it, though one must; or `provider`. */
  readonly silent: readonly Lock[];
}

export interface DecidingStatement {
  readonly layer: Layer;
  readonly policy: string;
  /** Empty where the statement has none. */
  readonly sid: string;
}
