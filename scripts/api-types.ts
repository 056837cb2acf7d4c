import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';

/**
 * `tsx scripts/api-types.ts FOLDER`: puts the types of `bin/api.ts`, and of all that these are made of, beside what was compiled. The types
 * of everything else would be as large as the package, and nobody can import what they are about.
 */
const ROOT = join(__dirname, '..');
const API = join('bin', 'api.d.ts');

function copyTypes(into: string): void {
  const all = mkdtempSync(join(tmpdir(), 'orgstrap-types-'));
  try {
    execFileSync(
      process.execPath,
      [
        join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'),
        ...['-p', join(ROOT, 'tsconfig.build.json'), '--outDir', all],
        ...['--declaration', '--emitDeclarationOnly', '--sourceMap', 'false', '--removeComments', 'false'],
      ],
      { stdio: 'inherit' },
    );
    for (const file of reachedFrom(join(all, API))) cpSync(file, join(into, relative(all, file)));
  } finally {
    rmSync(all, { recursive: true, force: true });
  }
}

/** The declarations that a file refers to, and those to which these do. */
function reachedFrom(file: string, known = new Set<string>()): ReadonlySet<string> {
  known.add(file);
  const text = readFileSync(file, 'utf8');
  for (const [, path = ''] of text.matchAll(/(?:from|import\(|import) ?['"](\.[^'"]+)['"]/g)) {
    const found = resolve(dirname(file), `${path}.d.ts`);
    if (!existsSync(found)) throw new Error(`${file} refers to ${path}, which has no types`);
    if (!known.has(found)) reachedFrom(found, known);
  }
  return known;
}

copyTypes(resolve(process.argv[2] ?? 'dist'));
