import type { Authenticator } from '../emulated/authenticator';
import type { Credentials } from '../emulated/control';

/** Somebody who has signed in for the first time, and has done all that it takes to work. */
export interface Member {
  readonly name: string;
  /** Of their own choice. */
  readonly password: string;
  readonly phone: Authenticator;
  /** The ARN of their MFA device, on the phone. */
  readonly device: string;
  readonly keys: Credentials;
}
