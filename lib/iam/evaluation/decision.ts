import type { Statement } from '../statement';
import type { Policy } from './policy';
import type { Truth } from './truth';

/** What has a say in a decision. `resource` is a trust policy, a bucket policy, a key policy. */
export type Layer = 'identity' | 'boundary' | 'resource' | 'scp' | 'rcp';

/** Where policies stand. */
export interface Place {
  readonly layer: Layer;
  /** The root, the OU or the account that a control policy is attached to. @default - it is no control policy */
  readonly level?: string;
}

/** A statement that has a say, or may have one. */
export interface DecidingStatement extends Place {
  readonly policy: Policy;
  /** Undefined where what the policy says is not certain. */
  readonly statement: Statement | undefined;
  /** Its number in the document, from 0. */
  readonly index: number;
}

/** A statement of which it is not certain whether it is about the request. */
export interface OpenStatement extends DecidingStatement {
  readonly dependsOn: readonly string[];
}

export interface Decision {
  readonly outcome: 'allowed' | 'explicitly denied' | 'implicitly denied' | 'unknown';
  /** All that deny it for certain, in every layer. */
  readonly denying: readonly DecidingStatement[];
  /** All that allow it for certain, in every layer; they need not be enough. */
  readonly allowing: readonly DecidingStatement[];
  /** Where nothing allows it for certain, though something must. */
  readonly silent: readonly Place[];
  /** All that may deny or allow it. */
  readonly open: readonly OpenStatement[];
}

/** What an outcome is made of: whether something denies, and whether all is allowed that must be. */
export function outcomeOf(denied: Truth, allowed: Truth): Decision['outcome'] {
  if (denied === true) return 'explicitly denied';
  if (allowed === false) return 'implicitly denied';
  return denied === false && allowed === true ? 'allowed' : 'unknown';
}
