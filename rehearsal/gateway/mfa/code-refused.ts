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
