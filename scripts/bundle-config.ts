import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';

/**
 * `tsx scripts/bundle-config.ts FOLDER`: puts `lib/config`, and what it uses of zod and yaml, into one file of a compiled
 * orgstrap. Every command starts with it, and two hundred files to find and open were most of what `validate` cost.
 */
const ROOT = join(__dirname, '..');
const CONFIG = join(ROOT, 'lib', 'config');
const ENTRY = 'load-org-config';

/** The domain stays outside, where everything else loads it too: of each of its classes there is one. */
const domainOutside: Plugin = {
  name: 'domain-outside',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) => {
      const fromEntry = relative(CONFIG, join(resolveDir, path)).replaceAll('\\', '/');
      return fromEntry.startsWith('../domain/') ? { path: fromEntry, external: true } : undefined;
    });
  },
};

/** The licences of the packages that files come from: MIT and ISC ask that they go with every copy. */
function noticeOf(files: readonly string[]): string {
  const packages = new Set(files.flatMap((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []));
  const licences = [...packages].sort().map((name) => {
    const folder = join(ROOT, 'node_modules', name);
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return `\n${name} ${version} (${license})\n\n${readFileSync(join(folder, 'LICENSE'), 'utf8').trim()}\n`;
  });
  return `lib/config/${ENTRY}.js holds code of these packages.\n${licences.join('')}`;
}

async function bundle(folder: string): Promise<void> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [join(CONFIG, `${ENTRY}.ts`)],
    outfile: join(folder, 'lib', 'config', `${ENTRY}.js`),
    bundle: true,
    // It is most of what the package holds. The licences are in NOTICE.
    minify: true,
    legalComments: 'none',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    sourcesContent: false,
    metafile: true,
    plugins: [domainOutside],
  });
  writeFileSync(join(folder, 'NOTICE'), noticeOf(Object.keys(metafile.inputs)));
}

void bundle(resolve(process.argv[2] ?? 'dist'));
