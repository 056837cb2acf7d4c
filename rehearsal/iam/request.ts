import type { Caller } from './caller';
import type { OwnedResource } from './world';

/** One question to IAM. */
export interface Request {
  readonly caller: Caller;
  /** `s3:GetObject`. */
  readonly action: string;
  /** An ARN, in which `*` and `?` are themselves; or `*` for an action that has no resource level. */
  readonly resource: string;
  /**
   * Whose the resource is, and its policy, where the world does not know: it is about to be made, or the case is about
   * it. A bucket's ARN names no account.
   */
  readonly target?: OwnedResource;
  /**
   * Condition keys. What follows from the caller, the resource and the world is filled in (`request-context.ts`); a key
   * that is given here wins, and one that is given as undefined is not in the request.
   */
  readonly context?: RequestContext;
}

export type RequestContext = Readonly<Record<string, string | readonly string[] | undefined>>;
