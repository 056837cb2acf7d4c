import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Lockfile, nameOf, unverifiable } from './lockfile';

const FILE = join(__dirname, '..', 'package-lock.json');

/**
 * Adds what npm leaves out of `package-lock.json`: the hashes of binaries for other platforms than that of whoever wrote it. Without one, `npm ci`
 * installs there whatever the registry serves.
 */
async function main(): Promise<void> {
  const lockfile: Lockfile = JSON.parse(readFileSync(FILE, 'utf8'));
  for (const path of unverifiable(lockfile)) {
    const entry = lockfile.packages[path];
    if (entry === undefined) continue;
    const args = ['view', `${nameOf(path)}@${entry.version}`, 'dist.integrity', '--json'];
    const { stdout } = await promisify(execFile)('npm', args);
    const { version, ...rest } = entry;
    lockfile.packages[path] = { version, integrity: JSON.parse(stdout), ...rest };
  }
  writeFileSync(FILE, `${JSON.stringify(lockfile, null, 2)}\n`);
}

void main();
