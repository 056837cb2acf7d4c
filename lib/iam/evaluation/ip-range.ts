/** An address as a number, and how many bits it has. */
interface Address {
  readonly bits: 32 | 128;
  readonly number: bigint;
}

/**
 * Whether an address lies in a range in CIDR notation. Addresses of different families lie in none of each other's ranges.
 *
 * @param prefix - how many bits count where the range names none
 * @returns undefined where one is not an address or a range
 */
export function isWithin(address: string, range: string, prefix?: number): boolean | undefined {
  const [start = '', length, ...rest] = range.split('/');
  const one = addressOf(address);
  const other = addressOf(start);
  if (one === undefined || other === undefined || rest.length > 0) return undefined;
  if (length !== undefined && !/^\d{1,3}$/.test(length)) return undefined;
  const counted = length === undefined ? (prefix ?? other.bits) : Number(length);
  if (counted > other.bits) return undefined;
  const ignored = BigInt(other.bits - counted);
  return one.bits === other.bits && one.number >> ignored === other.number >> ignored;
}

function addressOf(text: string): Address | undefined {
  if (!text.includes(':')) {
    const number = ofFour(text);
    return number === undefined ? undefined : { bits: 32, number };
  }
  const number = ofSix(text);
  return number === undefined ? undefined : { bits: 128, number };
}

function ofFour(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return parts.reduce((sum, part) => (sum << 8n) + BigInt(part), 0n);
}

/** `::` stands for as many zeros as are missing; the last 32 bits may be written as an IPv4 address. */
function ofSix(text: string): bigint | undefined {
  const [, head = text, tail] = /^([^.]*:)((?:\d+\.){3}\d+)$/.exec(text) ?? [];
  const four = tail === undefined ? undefined : ofFour(tail);
  if (tail !== undefined && four === undefined) return undefined;
  const whole = four === undefined ? head : `${head}${(four >> 16n).toString(16)}:${(four & 0xffffn).toString(16)}`;
  const halves = whole.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const [front = [], back] = halves;
  const given = halves.flat();
  const missing = 8 - given.length;
  if (halves.length > 2 || !given.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  if (back === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...front, ...Array.from({ length: missing }, () => '0'), ...(back ?? [])];
  return groups.reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n);
}
