import type { AccessKey } from '../requests/access-key';
import type { Call } from '../requests/call';

/** A call as it went by: who asked for what, and what came of it. */
export interface ObservedCall {
  readonly caller: ObservedCaller;
  /** As it was sent. */
  readonly call: Call;
  /** That the call is signed for. */
  readonly region: string;
  readonly at: Date;
  readonly sourceIp: string;
  readonly userAgent: string;
  /** What it was refused with, or failed with. @default - it went through */
  readonly error?: ObservedError;
  /** The answer of STS to a caller who begins a session. @default - it begins none */
  readonly answer?: string;
}

export interface ObservedError {
  readonly code: string;
  readonly message: string;
  /** Whether it was IAM that refused the call, and not the service that could not do it. */
  readonly isRefusal: boolean;
}

/** Who called: known by the key of a signature or by a token, or not at all. */
export type ObservedCaller =
  | {
      readonly kind: 'key';
      readonly key: Pick<AccessKey, 'id' | 'account' | 'owner'>;
      /** When the session began, in ISO form; of long-lived keys it means nothing. */
      readonly began: string;
    }
  | {
      readonly kind: 'token';
      /** The ARN of the provider, which is in the account of the role. */
      readonly provider: string;
      readonly audience: string;
      readonly subject: string;
    }
  /** Somebody with a token that STS did not take. */
  | { readonly kind: 'unknown' };
