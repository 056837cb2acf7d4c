import { base32Decoded } from '../gateway/mfa/base32';
import { stepOf, totp } from '../gateway/mfa/totp';
import type { CodeClock } from './code-clock';

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
