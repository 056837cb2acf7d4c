import { Failure } from '../domain/failure';
import type { AccessKeys } from './access-keys';
import type { SignIns } from './sign-ins';

/** What IAM users of one account can sign in with. */
export interface UserCredentials {
  /** Whether a user has an access key, a password or an MFA device; undefined where the credentials may not see that. */
  canSignIn(user: string): Promise<boolean | undefined>;
}

/** Asks IAM three times; a user who is gone can sign in with nothing. */
export class IamUserCredentials implements UserCredentials {
  constructor(
    private readonly keys: Pick<AccessKeys, 'list'>,
    private readonly signIns: Pick<SignIns, 'find' | 'passwordSince' | 'devices'>,
  ) {}

  async canSignIn(user: string): Promise<boolean | undefined> {
    try {
      if ((await this.signIns.find(user)) === undefined) return false;
      const [keys, password, devices] = await Promise.all([
        this.keys.list(user),
        this.signIns.passwordSince(user),
        this.signIns.devices(user),
      ]);
      return keys.length > 0 || password !== undefined || devices.length > 0;
    } catch (error) {
      if (error instanceof Failure && error.code === 'AwsRefused') return undefined;
      throw error;
    }
  }
}
