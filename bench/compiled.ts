import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export const ROOT = join(__dirname, '..');
const OUT = join(ROOT, 'node_modules', '.cache', 'orgstrap-bench');

/** Compiles the benchmark with the code that it measures, as a build does it: what is published is what is timed. */
export function compile(): void {
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  execFileSync(process.execPath, [tsc, '-p', join(__dirname, 'tsconfig.json')], { stdio: 'inherit' });
  execFileSync('npm', ['exec', '--', 'tsx', join('scripts', 'bundle-config.ts'), OUT], { cwd: ROOT, stdio: 'inherit' });
}

/** The compiled file of a module of this folder. */
export function compiled(module: string): string {
  return join(OUT, 'bench', `${module}.js`);
}
