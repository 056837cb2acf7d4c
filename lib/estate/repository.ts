import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** A file of a repository. */
export interface RepositoryFile {
  /** From the top of the repository. */
  readonly folder: string;
  readonly text: string;
}

/**
 * All files of a name in the repository that a folder is in, but the one in that folder itself; none where it is in no repository. The
 * folder need not be there yet. Hidden folders, `node_modules`, what symbolic links point to, and other repositories and working trees within
 * this one are left out.
 */
export function othersInRepository(name: string, folder: string): readonly RepositoryFile[] {
  const own = realOf(resolve(folder));
  const top = topOf(own);
  if (top === undefined) return [];
  return foldersWith(name, top)
    .filter((other) => other !== own)
    .map((other) => ({ folder: relative(top, other) || '.', text: readFileSync(join(other, name), 'utf8') }));
}

/** The top of the repository that a folder is in; undefined where it is in none. */
export function topOf(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : topOf(above);
}

/** Without symbolic links, as far as it is there. */
function realOf(folder: string): string {
  if (existsSync(folder)) return realpathSync(folder);
  const above = dirname(folder);
  return above === folder ? folder : join(realOf(above), relative(above, folder));
}

function foldersWith(name: string, folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const here = entries.some((entry) => entry.isFile() && entry.name === name) ? [folder] : [];
  const below = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .map((entry) => join(folder, entry.name))
    .filter((path) => !existsSync(join(path, '.git')));
  return [...here, ...below.flatMap((path) => foldersWith(name, path))];
}
