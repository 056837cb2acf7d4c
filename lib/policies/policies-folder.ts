import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder `policies/`, the same for the sources and for what is compiled from them into `dist/`. */
export function policiesFolder(): string {
  return join(packageRoot(__dirname), 'policies');
}

function packageRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  return packageRoot(dirname(folder));
}
