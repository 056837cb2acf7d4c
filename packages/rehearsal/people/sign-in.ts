import type { AccountId } from '../../../lib/domain/ids';
import { base32Decoded, type CodeClock, stepOf, totp } from '../../iam-gateway/authorization/totp';
import type { Rehearsal } from '../context/rehearsal';
import type { Credentials, SignedIn } from '../emulated/control';

/** What somebody enters on the console's sign-in page. */
export interface SignInForm {
  readonly account: AccountId;
  readonly user: string;
  readonly password: string;
  /** @default - they have none */
  readonly phone?: Authenticator;
}

/**
 * Signs somebody in to the console, which is no API: the emulator stands for the page, and the gateway verifies the code.
 *
 * @throws Error where the page would not let them in
 */
export function signIn({ control, gateway }: Rehearsal, { phone, ...form }: SignInForm): Promise<SignedIn> {
  const mfa = phone !== undefined;
  if (mfa && !gateway.codes.takes(phone.seed, phone.nextCode()))
    throw new Error('the code is not the one of the device');
  return control.signIn({ ...form, mfa });
}

/** The app on somebody's phone, in which the seed of one virtual MFA device is. */
export class Authenticator {
  constructor(
    /** In base 32. */
    readonly seed: string,
    private readonly clock: CodeClock,
  ) {}

  /** The code before and the one that it shows now, by which a device is enabled. */
  lastTwoCodes(): readonly [string, string] {
    return [this.codeAt(-1), this.codeAt(0)];
  }

  /** The next code, which nobody has seen yet. */
  nextCode(): string {
    this.clock.wait(this.seed);
    return this.codeAt(0);
  }

  private codeAt(offset: number): string {
    return totp(base32Decoded(this.seed), stepOf(this.clock.at(this.seed)) + offset);
  }
}

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
