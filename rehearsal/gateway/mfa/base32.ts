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
