import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What `terraform.services` may name: the files of `policies/services`, the user's own among them. */
export function serviceNames(): readonly string[] {
  return readdirSync(join(policiesFolder(), 'services'))
    .filter((file) => file.endsWith('.json') && !/\.(?:plan|reasons)\.json$/.test(file))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
}

/** The folder `policies/`. */
export function policiesFolder(): string {
  return join(packageRoot(), 'policies');
}

/** The folder of orgstrap itself, the same for the sources and for what is compiled from them into `dist/`. */
export function packageRoot(folder: string = __dirname): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  return packageRoot(dirname(folder));
}

/** The version of orgstrap. */
export function packageVersion(): string {
  return String(JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')).version);
}
