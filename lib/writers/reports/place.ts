import { relative, resolve, sep } from 'node:path';
import type { SourceLine } from '../../domain/template-finding';

/** A line of a file of the repository. */
export interface Place {
  /** Relative to the repository, with `/` between its parts. */
  readonly path: string;
  readonly line: number;
  readonly column?: number;
}

/** `lib/stacks/boundary-stack.ts:12`. */
export function placeText({ path, line }: Place): string {
  return `${path}:${line}`;
}

/** A place of this machine as one of the repository; undefined for what is not in it, such as an installed package. */
export function placeIn(root: string, { file, line, column }: SourceLine): Place | undefined {
  const path = relative(resolve(root), resolve(root, file)).split(sep);
  if (path[0] === '..' || path.includes('node_modules')) return undefined;
  return { path: path.join('/'), line, ...(column === undefined ? {} : { column }) };
}
