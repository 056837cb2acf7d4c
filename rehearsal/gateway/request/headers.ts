import { Malformed } from './malformed';
import type { WireRequest } from './wire-request';

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
