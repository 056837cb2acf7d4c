import { Malformed } from './malformed';
import { percentDecoded, percentEncoded } from './percent-encoding';

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
