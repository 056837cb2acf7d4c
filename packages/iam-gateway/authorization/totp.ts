import { createHmac } from 'node:crypto';

/** For how long a device shows a code. */
const STEP_SECONDS = 30;
const DIGITS = 6;

/** The number of the time step that a moment is in. */
export function stepOf(moment: Date): number {
  return Math.floor(moment.getTime() / 1000 / STEP_SECONDS);
}

/**
 * The code that a virtual MFA device shows during a time step.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6238
 */
export function totp(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', secret).update(counter).digest();
  const offset = hash.readUInt8(hash.length - 1) & 0xf;
  const number = (hash.readUInt32BE(offset) & 0x7fff_ffff) % 10 ** DIGITS;
  return String(number).padStart(DIGITS, '0');
}

/** How far the clock of a device may be off, in time steps. */
const WINDOW = [-1, 0, 1];

/** Verifies the codes of virtual MFA devices, each of which is good once. Devices go by their seeds. */
export class CodeVerifier {
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

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * The bytes that are written in base 32, as the seed of a virtual MFA device is. What does not fill a byte is dropped.
 *
 * @throws Error where it is not written so
 * @see https://www.rfc-editor.org/rfc/rfc4648#section-6
 */
export function base32Decoded(text: string): Buffer {
  const digits = [...text.replace(/=+$/, '')].map((character) => ALPHABET.indexOf(character));
  if (digits.includes(-1)) throw new Error('a seed that is not in base 32');
  const bits = digits.map((digit) => digit.toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
