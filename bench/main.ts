import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { cdkFigure } from './cdk-figure';
import { cliFigures } from './cli-figures';
import { compile } from './compiled';
import { isOver, rowOf } from './figure';
import { rehearsalFigure } from './rehearsal-figure';
import { growthFigure, synthFigures } from './synth-figures';
import { templateFigures } from './template-figures';

/** `npm run bench -- [--runs N] [--rehearsal]`: the project's figures. It says what is over its target, and never fails. */
const { values: options } = parseArgs({
  options: { runs: { type: 'string', default: '7' }, rehearsal: { type: 'boolean', default: false } },
});

compile();
const folder = mkdtempSync(join(tmpdir(), 'orgstrap-bench-'));
try {
  const runs = Number(options.runs);
  const figures = [
    ...synthFigures(runs),
    growthFigure(runs, folder),
    cdkFigure(runs, folder),
    ...templateFigures(folder),
    ...cliFigures(runs),
    ...(options.rehearsal ? [rehearsalFigure()] : []),
  ];
  const table = new Table({ head: ['figure', 'median', 'target', '', 'behind it'], style: { head: [], border: [] } });
  table.push(...figures.map((figure) => [...rowOf(figure)]));
  const over = figures.filter(isOver);
  const verdict =
    over.length === 0 ? 'every figure is within its target' : `OVER: ${over.map(({ name }) => name).join('; ')}`;
  process.stdout.write(
    `${table}\nratios: of CPU, the median of ${runs} pairs, run by turns after a warm-up\n${verdict}\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
