import type { SecretText } from '../domain/secret-text';

/** What people sign in with: the IAM users of the Ops account, less their access keys. Removing what is gone already is no error. */
export interface SignIns {
  /** The users on a path and below it. */
  list(path: string): Promise<readonly SignIn[]>;
  /** Undefined where there is no such user. */
  find(user: string): Promise<SignIn | undefined>;
  groups(user: string): Promise<readonly string[]>;
  leave(user: string, group: string): Promise<void>;
  /** When the user was first given the password that it has, or its predecessor; undefined where it has none. */
  passwordSince(user: string): Promise<Date | undefined>;
  /** The user has to change it when it first signs in. @throws Failure `HasPassword`, `PasswordRefused` */
  createPassword(user: string, password: SecretText): Promise<void>;
  /** In place of the one that it has. The user has to change it when it next signs in. @throws Failure `PasswordRefused` */
  replacePassword(user: string, password: SecretText): Promise<void>;
  deletePassword(user: string): Promise<void>;
  /** The serial numbers of the MFA devices that the user has; the one of a virtual device is its ARN. */
  devices(user: string): Promise<readonly string[]>;
  deactivateDevice(user: string, serial: string): Promise<void>;
  /** Deletes a virtual device, which no user may have any more. */
  deleteDevice(serial: string): Promise<void>;
}

export interface SignIn {
  readonly name: string;
  readonly path: string;
  /** When the password was last used; undefined where it never was. */
  readonly lastSignIn?: Date;
}

/** Whether a serial number is that of a virtual device, which is there until somebody deletes it. */
export function isVirtualDevice(serial: string): boolean {
  return /^arn:[^:]+:iam::\d{12}:mfa\//.test(serial);
}
