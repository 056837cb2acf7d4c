import { Malformed } from './malformed';

const UNRESERVED = /[A-Za-z0-9\-._~]/;
const CONTROL_CHARACTERS = /\p{Cc}/u;

/**
 * Decodes %XX, and nothing else.
 *
 * @param lines - whether line breaks and tabs are let through: policies and templates have them, names have not
 * @throws Malformed for an incomplete escape, a control character, and bytes that are not UTF-8
 */
export function percentDecoded(text: string, lines = false): string {
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) throw new Malformed(`an incomplete escape in ${JSON.stringify(text)}`);
  const decoded = decodedOrUndefined(text);
  if (decoded === undefined) throw new Malformed(`${JSON.stringify(text)} is not UTF-8`);
  if (CONTROL_CHARACTERS.test(lines ? decoded.replaceAll(/[\t\n\r]/g, '') : decoded))
    throw new Malformed(`a control character in ${JSON.stringify(text)}`);
  return decoded;
}

/** As signatures want it: everything but letters, digits and `-._~` is %XX, so every reader decodes it to the same. */
export function percentEncoded(text: string): string {
  return [...Buffer.from(text, 'utf8')]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return byte < 128 && UNRESERVED.test(character)
        ? character
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

function decodedOrUndefined(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
