import { Malformed } from './refusals';

/** A request as it came over the wire, before anybody has made anything of it. */
export interface WireRequest {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly target: string;
  /** In the order in which they were sent, as they were written. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** Headers by their name in lower case. Each name is there once. */
export type Headers = ReadonlyMap<string, string>;

/**
 * The headers of a request.
 *
 * @throws Malformed where one is there twice, or is not plain ASCII
 */
export function headersOf({ headers }: WireRequest): Headers {
  const byName = new Map<string, string>();
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    if (!/^[a-z0-9-]+$/.test(lower)) throw new Malformed(`a header called ${JSON.stringify(name)}`);
    if (!/^[\t\x20-\x7e]*$/.test(value)) throw new Malformed(`the header ${name} is not plain ASCII`);
    if (byName.has(lower)) throw new Malformed(`the header ${name} is there twice`);
    byName.set(lower, value.trim());
  }
  return byName;
}

/** Parameters of a query or of a form. Each name is there once. */
export type Parameters = ReadonlyMap<string, string>;

/**
 * Reads `a=1&b=2`. In a form a `+` is a space; in a query it is a `+`, as S3 and signatures have it, so it is refused:
 * some read it as a space.
 *
 * @throws Malformed where a name is there twice (one reader takes the first, another one the last), or empty
 */
export function parametersOf(text: string, kind: 'query' | 'form'): Parameters {
  const parameters = new Map<string, string>();
  if (text === '') return parameters;
  if (kind === 'query' && text.includes('+')) throw new Malformed('a + in the query');
  if (text.includes(';')) throw new Malformed('a ; that some readers take for &');
  for (const part of text.split('&')) {
    const [name = '', ...value] = (kind === 'form' ? part.replaceAll('+', ' ') : part).split('=');
    const decoded = percentDecoded(name);
    if (decoded === '') throw new Malformed('a parameter without a name');
    if (parameters.has(decoded)) throw new Malformed(`the parameter ${decoded} is there twice`);
    parameters.set(decoded, percentDecoded(value.join('='), kind === 'form'));
  }
  return parameters;
}

/** Written so that every reader reads the same: sorted, and escaped in full. */
export function writtenParameters(parameters: Parameters): string {
  return [...parameters]
    .map(([name, value]) => `${percentEncoded(name)}=${percentEncoded(value)}`)
    .sort()
    .join('&');
}

const UNRESERVED = /[A-Za-z0-9\-._~]/;
const CONTROL_CHARACTERS = /\p{Cc}/u;

/**
 * Decodes %XX, and nothing else.
 *
 * @param lines - whether line breaks and tabs are let through: policies and templates have them, names have not
 * @throws Malformed for an incomplete escape, a control character, and bytes that are not UTF-8
 */
function percentDecoded(text: string, lines = false): string {
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

/**
 * The segments of a path, decoded: none for `/`. A slash at the end of the first one (`/bucket/`) means nothing.
 *
 * @param kind - in `labels` there may be ARNs, with their slashes escaped, and a slash at the end means nothing wherever it is
 * @throws Malformed for segments that are empty, dots, or hide a slash: URL libraries collapse, split or join them
 */
export function segmentsOf(path: string, kind: 'names' | 'labels' = 'names'): readonly string[] {
  if (!path.startsWith('/')) throw new Malformed(`the path ${JSON.stringify(path)} does not begin with /`);
  if (/[\\#;]/.test(path)) throw new Malformed(`\\, # or ; in the path ${JSON.stringify(path)}`);
  const raw = path.slice(1).split('/');
  if (raw.at(-1) === '' && (raw.length <= 2 || kind === 'labels')) raw.pop();
  return raw.map((segment) => {
    const decoded = percentDecoded(segment);
    if (decoded === '') throw new Malformed('an empty segment in the path');
    if (decoded === '.' || decoded === '..') throw new Malformed('a dot segment in the path');
    if (/\\/.test(decoded) || (kind === 'names' && decoded.includes('/')))
      throw new Malformed('a slash that is hidden in a segment of the path');
    // What decodes to an escape again is read differently by those who decode twice.
    if (/%[0-9A-Fa-f]{2}/.test(decoded)) throw new Malformed('an escape within an escape in the path');
    return decoded;
  });
}

export function writtenPath(segments: readonly string[]): string {
  return `/${segments.map(percentEncoded).join('/')}`;
}
