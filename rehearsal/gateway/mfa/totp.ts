import { createHmac } from 'node:crypto';

/** For how long a device shows a code. */
export const STEP_SECONDS = 30;
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
