import { Malformed } from './malformed';
import { percentDecoded, percentEncoded } from './percent-encoding';

/**
 * The segments of a path, decoded: none for `/`. A slash at the end of the first one (`/bucket/`) means nothing.
 *
 * @throws Malformed for segments that are empty, dots, or hide a slash: URL libraries collapse, split or join them
 */
export function segmentsOf(path: string): readonly string[] {
  if (!path.startsWith('/')) throw new Malformed(`the path ${JSON.stringify(path)} does not begin with /`);
  if (/[\\#;]/.test(path)) throw new Malformed(`\\, # or ; in the path ${JSON.stringify(path)}`);
  const raw = path.slice(1).split('/');
  if (raw.at(-1) === '' && raw.length <= 2) raw.pop();
  return raw.map((segment) => {
    const decoded = percentDecoded(segment);
    if (decoded === '') throw new Malformed('an empty segment in the path');
    if (decoded === '.' || decoded === '..') throw new Malformed('a dot segment in the path');
    if (/[/\\]/.test(decoded)) throw new Malformed('a slash that is hidden in a segment of the path');
    // What decodes to an escape again is read differently by whoever decodes twice.
    if (/%[0-9A-Fa-f]{2}/.test(decoded)) throw new Malformed('an escape within an escape in the path');
    return decoded;
  });
}

export function writtenPath(segments: readonly string[]): string {
  return `/${segments.map(percentEncoded).join('/')}`;
}
