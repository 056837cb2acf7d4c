import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { cdkFigure } from './cdk-figure';
import { cliFigures, compileCacheFigure } from './cli-figures';
import { compile } from './compiled';
import { isOver, rowOf } from './figure';
import { longFigures } from './long-figures';
import { growthFigure, synthFigures } from './synth-figures';
import { templateFigures } from './template-figures';

/**
 * `npm run bench -- [--runs N] [--node PATH]... [--rehearsal] [--tests]`: the project's figures. It says what is over its
 * target and what was not measured, and never fails.
 */
const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '7' },
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

compile();
const folder = mkdtempSync(join(tmpdir(), 'orgstrap-bench-'));
try {
  const runs = Number(options.runs);
  const figures = [
    ...synthFigures(runs),
    ...cliFigures(runs),
    cdkFigure(runs, folder),
    ...['22', '24'].map((version) => compileCacheFigure(version, nodeOf(version), runs, folder)),
    growthFigure(runs, folder),
    ...longFigures(options),
    ...templateFigures(folder),
  ];
  const table = new Table({ head: ['figure', 'median', 'target', '', 'behind it'], style: { head: [], border: [] } });
  table.push(...figures.map((figure) => [...rowOf(figure)]));
  const over = figures.filter(isOver);
  const unmeasured = figures.filter(({ measured }) => measured === undefined).length;
  const rest = unmeasured === 0 ? 'every figure' : `every measured figure (${unmeasured} not measured)`;
  const verdict =
    over.length === 0 ? `${rest} is within its target` : `OVER: ${over.map(({ name }) => name).join('; ')}`;
  process.stdout.write(
    `${table}\nratios: of CPU, the median of ${runs} pairs, run by turns after a warm-up\n${verdict}\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
