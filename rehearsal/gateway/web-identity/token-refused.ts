/** What is wrong with a token: STS has an error for each. */
export type TokenFault = 'denied' | 'invalid token' | 'expired token' | 'unreachable issuer';

/** Says that STS gives no credentials for a token, in AWS's words. */
export class TokenRefused extends Error {
  constructor(
    readonly fault: TokenFault,
    message: string,
  ) {
    super(message);
  }
}
