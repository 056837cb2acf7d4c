import type { Caller } from './caller';
import type { OwnedResource } from './snapshot';

/** One question to IAM. */
export interface Request {
  readonly caller: Caller;
  /** `s3:GetObject`. */
  readonly action: string;
  /** An ARN, in which `*` and `?` are themselves; or `*` for an action that has no resource level. */
  readonly resource: string;
  /**
   * Whose the resource is, and its policy, where the snapshot does not know: it is about to be made, or the case is about
   * it. A bucket's ARN names no account.
   */
  readonly target?: OwnedResource;
  /**
   * Condition keys. What follows from the caller, the resource and the snapshot is filled in (`request-context.ts`); a key
   * that is given here wins, and one that is given as undefined is not in the request.
   */
  readonly context?: RequestContext;
}

export type RequestContext = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * What AWS says of the MFA of somebody who has signed in to the console. With an access key alone it says nothing: neither
 * key is in the request then.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
export const SIGNED_IN_WITH_MFA: RequestContext = {
  'aws:MultiFactorAuthPresent': 'true',
  'aws:MultiFactorAuthAge': '0',
};

export const SIGNED_IN_WITHOUT_MFA: RequestContext = { 'aws:MultiFactorAuthPresent': 'false' };

/** What has a say in a decision. `resource` is a trust policy, a bucket policy or a key policy. */
export const LAYERS = ['permissions', 'boundary', 'session', 'resource', 'scp', 'rcp'] as const;

export type Layer = (typeof LAYERS)[number];

/** What must let a request in: a layer, or the OIDC provider, without which nobody looks at the token. */
export type LayerOrProvider = Layer | 'provider';

export type Outcome = 'Allowed' | 'ExplicitlyDenied' | 'ImplicitlyDenied';

export interface Decision {
  readonly outcome: Outcome;
  /** The statements that allow it where it is allowed, and those that deny it where one does. */
  readonly statements: readonly DecidingStatement[];
  /** The layers in which no statement allows it, though one must; or `provider`. */
  readonly silent: readonly LayerOrProvider[];
}

export interface DecidingStatement {
  readonly layer: Layer;
  readonly policy: string;
  /** Empty where the statement has none. */
  readonly sid: string;
}
