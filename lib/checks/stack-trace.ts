import { fileURLToPath } from 'node:url';
import type { SourceLine } from '../domain/template-finding';

/**
 * The first line of a stack trace that is in a folder, and in none of its packages: what made a construct, and not the
 * library that it was made with.
 *
 * @param except - files to pass over, by how their paths end
 */
export function firstLineIn(folder: string, trace: string, except: readonly string[] = []): SourceLine | undefined {
  return trace
    .split('\n')
    .map(placeOf)
    .find(
      (place) =>
        place?.file.startsWith(`${folder}/`) &&
        !place.file.slice(folder.length).includes('/node_modules/') &&
        !except.some((ending) => place.file.endsWith(ending)),
    );
}

/** `at new Bucket (/app/lib/bucket.ts:20:5)`, with or without the parentheses. */
function placeOf(frame: string): SourceLine | undefined {
  const [, location, line, column] = /(?:\(|^\s*(?:at )?)([^()]+):(\d+):(\d+)\)?\s*$/.exec(frame) ?? [];
  if (location === undefined) return undefined;
  const file = location.startsWith('file://') ? fileURLToPath(location) : location;
  return { file, line: Number(line), column: Number(column) };
}
