import { STEP_SECONDS } from '../gateway/mfa/totp';

/**
 * What the clocks of virtual MFA devices say, by their seeds: the time, and as much more as somebody would have waited for
 * another code. A code is good once, and a rehearsal does not wait.
 */
export class CodeClock {
  private readonly waited = new Map<string, number>();

  at(seed: string): Date {
    return new Date(Date.now() + (this.waited.get(seed) ?? 0) * 1000);
  }

  /** Until the next code. */
  wait(seed: string): void {
    this.waited.set(seed, (this.waited.get(seed) ?? 0) + STEP_SECONDS);
  }
}
