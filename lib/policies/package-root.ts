import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of orgstrap itself, the same for the sources and for what is compiled from them into `dist/`. */
export function packageRoot(folder: string = __dirname): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  return packageRoot(dirname(folder));
}

/** The version of orgstrap. */
export function packageVersion(): string {
  return String(JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')).version);
}
