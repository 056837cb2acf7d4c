import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Packs the package as it would be published, and uses it from there: what `npx orgstrap` and `npx cdk` need must be in
 * it, and what only its developers need must not.
 */
const ROOT = join(__dirname, '..');
const EXAMPLE = join(ROOT, 'examples', 'four-accounts.yaml');

const NEEDED = [
  'LICENSE',
  'README.md',
  'bin/app.cjs',
  'bin/app.ts',
  'bin/compiled.cjs',
  'cdk.json',
  'dist/NOTICE',
  'dist/bin/orgstrap.js',
  'dist/lib/stacks/build-app.js',
  'dist/sources.sha256',
  'org.schema.json',
  'policies/README.md',
  'policies/terraform-role.trust.json',
  'policies/services/s3.json',
];
const UNWANTED = /^(dist\/)?(bench|docs|packages|rehearsal|scripts|test)\/|\.test\.|^\.|tsbuildinfo$/;

/** `org.yaml` is read by one file, which holds all that it needs of packages; of `Failure` there is one for all of orgstrap. */
const READS_ALONE = `
  require('./dist/lib/config/load-org-config.js');
  const beside = Object.keys(require.cache).filter((file) => !/lib.domain./.test(file)).slice(1);
  if (beside.length > 0) throw new Error('to read org.yaml loads ' + beside.join(', '));
  if (require('node:fs').readFileSync('dist/lib/config/load-org-config.js', 'utf8').includes('lib/domain/')) {
    throw new Error('what reads org.yaml holds a second domain');
  }`;

const folder = mkdtempSync(join(tmpdir(), 'orgstrap-package-'));
try {
  const { filename, files } = pack(folder);
  const missing = NEEDED.filter((file) => !files.includes(file));
  const unwanted = files.filter((file) => UNWANTED.test(file));
  if (missing.length > 0) throw new Error(`the package lacks ${missing.join(', ')}`);
  if (unwanted.length > 0) throw new Error(`the package should not hold ${unwanted.join(', ')}`);

  execFileSync('tar', ['-xzf', join(folder, filename), '-C', folder]);
  const installed = join(folder, 'package');
  symlinkSync(join(ROOT, 'node_modules'), join(installed, 'node_modules'));
  use(installed, [join('dist', 'bin', 'orgstrap.js'), 'validate', '--config', EXAMPLE]);
  use(installed, ['-e', READS_ALONE]);
  // The compiled app is the one that is started.
  use(installed, ['-e', "process.exitCode = require('./bin/compiled.cjs').isCompiled('.') ? 0 : 1"]);
  use(installed, [join('node_modules', 'aws-cdk', 'bin', 'cdk'), 'list', '-c', `config=${EXAMPLE}`]);
  process.stdout.write(`${files.length} files, and they work\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function pack(destination: string): { readonly filename: string; readonly files: readonly string[] } {
  const output = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', destination], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const [packed]: [{ filename: string; files: { path: string }[] }] = JSON.parse(output);
  return { filename: packed.filename, files: packed.files.map(({ path }) => path) };
}

function use(installed: string, args: readonly string[]): void {
  execFileSync(process.execPath, args, { cwd: installed, stdio: 'inherit' });
}
