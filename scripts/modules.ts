import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type UsedModule, usedModule } from './modules/used-module';

/**
 * Writes what the most used public modules use into `scripts/modules/modules.json`:
 *
 *     npm run modules -- FOLDER
 *
 * @param FOLDER - a folder `NAME-VERSION` with the sources of each, `vpc-6.6.0`; of these, examples, tests and wrappers are not looked at
 */
function main([folder]: readonly string[]): void {
  if (folder === undefined) throw new Error('expected a folder with the sources of modules, each in NAME-VERSION');
  const modules = readdirSync(folder)
    .sort()
    .map((name) => withoutExamples(join(folder, name), usedModule));
  const data = { read: new Date().toISOString().slice(0, 10), modules };
  writeFileSync(join(__dirname, 'modules', 'modules.json'), `${JSON.stringify(data, null, 2)}\n`);
}

function withoutExamples(source: string, use: (folder: string) => UsedModule): UsedModule {
  const parent = mkdtempSync(join(tmpdir(), 'orgstrap-modules-'));
  try {
    const folder = join(parent, basename(source));
    cpSync(source, folder, {
      recursive: true,
      filter: (path) => !['examples', 'tests', 'wrappers'].includes(basename(path)),
    });
    return use(folder);
  } finally {
    rmSync(parent, { recursive: true });
  }
}

main(process.argv.slice(2));
