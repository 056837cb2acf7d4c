import { base32Decoded } from './base32';
import { stepOf, totp } from './totp';

/** How far the clock of a device may be off, in time steps. */
const WINDOW = [-1, 0, 1];

/** Verifies the codes of virtual MFA devices, each of which is good once. Devices go by their seeds. */
export class CodeDesk {
  /** By seed, the last time step whose code was taken: it and those before are used up. */
  private readonly used = new Map<string, number>();

  /** @param now - what a device's clock says */
  constructor(private readonly now: (seed: string) => Date) {}

  /** Whether a device shows this code, and nobody has given it before. */
  takes(seed: string, code: string): boolean {
    return this.take(seed, (step) => totp(base32Decoded(seed), step) === code);
  }

  /** Whether a device has shown these two, one after the other. */
  takesBoth(seed: string, first: string, second: string): boolean {
    const secret = base32Decoded(seed);
    return this.take(seed, (step) => totp(secret, step - 1) === first && totp(secret, step) === second);
  }

  private take(seed: string, isShownIn: (step: number) => boolean): boolean {
    const now = stepOf(this.now(seed));
    const used = this.used.get(seed) ?? Number.NEGATIVE_INFINITY;
    const step = WINDOW.map((off) => now + off).find((each) => each > used && isShownIn(each));
    if (step === undefined) return false;
    this.used.set(seed, step);
    return true;
  }
}
