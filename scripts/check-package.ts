import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { useAsACompany } from './package/use-as-a-company';
import { useInAnApp } from './package/use-in-an-app';
import { useWithOtherManagers } from './package/use-with-other-managers';
import { packRehearsal } from './rehearsal-package';

/**
 * `tsx scripts/check-package.ts [NODE...]`: packs the package as it would be published, installs it in an empty folder, and does there what
 * the documentation says. What `npx orgstrap` and `npx cdk` need must be in it, and what only its developers need must not.
 *
 * @param NODE - further Node.js programs to use it with. @default - the one that runs this
 */
const ROOT = join(__dirname, '..');

const NEEDED = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'bin/app.cjs',
  'bin/compiled.cjs',
  'cdk.json',
  'dist/NOTICE',
  'dist/bin/api.d.ts',
  'dist/bin/app.js',
  'dist/bin/orgstrap.js',
  'dist/lib/stacks/build-app.js',
  'dist/sources.sha256',
  'examples/company/.github/workflows/orgstrap.yml',
  'examples/company/.gitlab-ci.yml',
  'org.schema.json',
  'policies/README.md',
  'policies/terraform-role.trust.json',
  'policies/services/s3.json',
];
const UNWANTED =
  /^(dist\/)?(bench|lib|packages|rehearsal|scripts|test)\/(?!.*\.js$|.*\.d\.ts$)|\.test\.|\.map$|^\.|tsbuildinfo$/;

/** Half of it is what reads `org.yaml`; the rest is for everybody who installs it. */
const MOST_BYTES = 1_000_000;

/** What the sources name as if it was there for whoever reads the message. */
const NAMED = /\b((?:examples|docs)\/[\w/.-]+\.(?:yaml|md|json))/g;

async function main(nodes: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'orgstrap-package-'));
  try {
    const { filename, files } = pack(folder);
    const tarball = join(folder, filename);
    const rehearsal = await packRehearsal(folder);
    requireFiles(files);
    const bytes = statSync(tarball).size;
    if (bytes > MOST_BYTES) throw new Error(`the package has ${bytes} bytes, expected ${MOST_BYTES} at most`);
    await requireCleanTypes(tarball);
    for (const node of nodes.length === 0 ? [process.execPath] : nodes) {
      const company = useAsACompany({ orgstrap: tarball, rehearsal }, node);
      try {
        useInAnApp(company, node);
      } finally {
        rmSync(dirname(company), { recursive: true, force: true });
      }
    }
    if (nodes.length === 0) useWithOtherManagers({ orgstrap: tarball, rehearsal });
    process.stdout.write(`${files.length} files of ${bytes} bytes, and they work\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function pack(destination: string): { readonly filename: string; readonly files: readonly string[] } {
  const output = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', destination], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const [packed]: [{ filename: string; files: { path: string }[] }] = JSON.parse(output);
  return { filename: packed.filename, files: packed.files.map(({ path }) => path) };
}

function requireFiles(files: readonly string[]): void {
  const named = files
    .filter((file) => file.endsWith('.js'))
    .flatMap((file) => [...readFileSync(join(ROOT, file), 'utf8').matchAll(NAMED)].map(([, path = '']) => path));
  const missing = [...NEEDED, ...named].filter((file) => !files.includes(file));
  const unwanted = files.filter((file) => UNWANTED.test(file));
  if (missing.length > 0) throw new Error(`the package lacks ${[...new Set(missing)].join(', ')}`);
  if (unwanted.length > 0) throw new Error(`the package should not hold ${unwanted.join(', ')}`);
}

/** What publint and Are The Types Wrong say: nothing. */
async function requireCleanTypes(tarball: string): Promise<void> {
  const { publint } = await import('publint');
  const { formatMessage } = await import('publint/utils');
  const { checkPackage, createPackageFromTarballData } = await import('@arethetypeswrong/core');
  const data = readFileSync(tarball);
  const { messages, pkg } = await publint({ pack: { tarball: new Uint8Array(data).buffer } });
  const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(data)));
  const problems = [
    ...messages.map((message) => formatMessage(message, pkg) ?? message.code),
    ...(analysis.types === false ? ['it has no types'] : analysis.problems.map((problem) => JSON.stringify(problem))),
  ];
  if (problems.length > 0) throw new Error(`the package is not as it should be:\n${problems.join('\n')}`);
}

void main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
