import { cpSync, existsSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { topOf } from '../../../lib/estate/repository';

/** What is made anew, or belongs to somebody's real AWS. */
const NOT_COPIED = /^(\.git|\.terraform|\.rehearsal|node_modules|cdk\.out|.*\.tfstate(\..*)?|.*\.tfplan)$/;

/**
 * Copies the repository that a folder is in, because its modules may be beside it; the folder alone, where it is in none. Links become what they
 * point to, so that nothing that is done to the copy reaches the original.
 *
 * @param to - a folder that is not there yet
 * @returns the copy of the folder
 */
export function copyOfRepository(folder: string, to: string): string {
  const from = resolve(folder);
  const top = topOf(from) ?? from;
  cpSync(top, to, {
    recursive: true,
    dereference: true,
    // A link to nothing has nothing to copy.
    filter: (path) => path === top || (!NOT_COPIED.test(basename(path)) && existsSync(path)),
  });
  return join(to, relative(top, from));
}
