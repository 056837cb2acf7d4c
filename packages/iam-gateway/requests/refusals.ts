/** STS denies access to who gives a wrong code; IAM has an error of its own for a device that is to be enabled. */
export type CodeFault = 'denied' | 'wrong codes';

/** Says that the code of an MFA device is not taken, in AWS's words. */
export class CodeRefused extends Error {
  constructor(
    readonly fault: CodeFault,
    message: string,
  ) {
    super(message);
  }
}

/** Says that a session wants to begin another one under another source identity than its own, which STS never lets it. */
export class SourceIdentityIsSet extends Error {
  constructor(identity: string) {
    super(`the source identity ${identity} of the session cannot be changed`);
  }
}

/** Says that a bucket is there, and not of the account that the caller expects. */
export class OtherOwner extends Error {
  constructor(bucket: string, expected: string) {
    super(`the bucket ${bucket} is not of ${expected}`);
  }
}

/**
 * Says that the tables do not tell which permissions a request takes. It is refused, and the rehearsal fails: it must not
 * use what nobody has looked up.
 */
export class Unmapped extends Error {}

/**
 * Says that a request can be read in more than one way, or in none. It is refused: the next reader could read it
 * otherwise than the gateway did.
 */
export class Malformed extends Error {}

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

/** Says that the emulator has not got an operation, whatever IAM would say to it. */
export class NotCarried extends Error {
  constructor(asked: string) {
    super(`the emulator does not carry ${asked}`);
  }
}
