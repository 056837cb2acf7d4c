/** What has a say in a decision. `resource` is a trust policy, a bucket policy or a key policy. */
export const LAYERS = ['permissions', 'boundary', 'session', 'resource', 'scp', 'rcp'] as const;

export type Layer = (typeof LAYERS)[number];

export type Outcome = 'Allowed' | 'ExplicitlyDenied' | 'ImplicitlyDenied';

export interface Decision {
  readonly outcome: Outcome;
  /** The statements that allow it where it is allowed, and those that deny it where one does. */
  readonly statements: readonly DecidingStatement[];
  /** The layers in which no statement allows it, though one must. */
  readonly silent: readonly Layer[];
}

export interface DecidingStatement {
  readonly layer: Layer;
  readonly policy: string;
  /** Empty where the statement has none. */
  readonly sid: string;
}
