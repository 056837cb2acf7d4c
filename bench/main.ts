import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { cdkFigure } from './cdk-figure';
import { cliFigures, compileCacheFigure } from './cli-figures';
import { compile } from './compiled';
import { type Figure, isOver, rowOf } from './figure';
import { longFigures } from './long-figures';
import { packageFigures } from './package-figures';
import { growthFigure, synthFigures } from './synth-figures';
import { templateFigures } from './template-figures';
import { verifyFigures } from './verify-figures';

/**
 * `npm run bench -- [--runs N] [--only GROUP]... [--node PATH]... [--rehearsal] [--tests]`: the project's figures. It says what is over
 * its target and what was not measured, and never fails. The groups are `synth`, `cli`, `verify`, `long`, `package` and `templates`.
 */
const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '7' },
    only: { type: 'string', multiple: true, default: [] },
    node: { type: 'string', multiple: true, default: [] },
    rehearsal: { type: 'boolean', default: false },
    tests: { type: 'boolean', default: false },
  },
});

/** The first of the given programs that is a Node.js of such a version. */
function nodeOf(major: string): string | undefined {
  return options.node.find((path) =>
    execFileSync(path, ['-p', 'process.versions.node'], { encoding: 'utf8' }).startsWith(`${major}.`),
  );
}

const runs = Number(options.runs);
const GROUPS: Readonly<Record<string, (folder: string) => readonly Figure[] | Promise<readonly Figure[]>>> = {
  synth: (folder) => [...synthFigures(runs), growthFigure(runs, folder)],
  cli: (folder) => [
    ...cliFigures(runs),
    cdkFigure(runs, folder),
    ...['22', '24'].map((version) => compileCacheFigure(version, nodeOf(version), runs, folder)),
  ],
  verify: (folder) => verifyFigures(runs, folder),
  long: () => longFigures(options),
  package: () => packageFigures(runs),
  templates: templateFigures,
};

async function main(folder: string): Promise<void> {
  const figures: Figure[] = [];
  for (const [group, measure] of Object.entries(GROUPS)) {
    if (options.only.length === 0 || options.only.includes(group)) figures.push(...(await measure(folder)));
  }
  const table = new Table({ head: ['figure', 'median', 'target', '', 'behind it'], style: { head: [], border: [] } });
  table.push(...figures.map((figure) => [...rowOf(figure)]));
  const over = figures.filter(isOver);
  const unmeasured = figures.filter(({ measured }) => measured === undefined).length;
  const rest = unmeasured === 0 ? 'every figure' : `every measured figure (${unmeasured} not measured)`;
  const verdict =
    over.length === 0 ? `${rest} is within its target` : `OVER: ${over.map(({ name }) => name).join('; ')}`;
  process.stdout.write(
    `${table}\nratios: of CPU where they do not say wall, the median of ${runs} pairs, run by turns after a warm-up\n${verdict}\n`,
  );
}

compile();
const folder = mkdtempSync(join(tmpdir(), 'orgstrap-bench-'));
main(folder)
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exitCode = 1;
  })
  .finally(() => rmSync(folder, { recursive: true, force: true }));
