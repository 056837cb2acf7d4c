import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './compiled';
import type { Figure } from './figure';
import { largeOrganization } from './large-organization';
import { byTurns, median, type Run } from './measure';

/** Synth against what CDK and cdk-nag cost by themselves, and the memory that it takes. */
export function synthFigures(times: number): readonly Figure[] {
  const example = join(ROOT, 'examples', 'four-accounts.yaml');
  const pairs = byTurns(['synth-config', example], ['floor'], times);
  return [
    {
      name: 'synth of four-accounts.yaml / one bucket and one role',
      ...ratioOf(pairs),
      target: 1.3,
    },
    {
      name: 'peak memory of synth of four-accounts.yaml',
      measured: Math.max(...pairs.map(([{ peakMegabytes }]) => peakMegabytes)),
      target: 250,
      unit: 'MB',
      detail: `the largest of ${times} runs`,
    },
  ];
}

/** The CPU of a synth should not grow with the number of accounts. */
export function growthFigure(times: number, folder: string): Figure {
  const [large, small] = [500, 5].map((accounts) => {
    const file = join(folder, `${accounts}-accounts.yaml`);
    writeFileSync(file, largeOrganization(accounts));
    return file;
  });
  const pairs = byTurns(['synth-config', large ?? ''], ['synth-config', small ?? ''], times);
  return { name: 'synth of 500 accounts / 5 accounts, four pipelines', ...ratioOf(pairs), target: 1.2 };
}

function ratioOf(pairs: readonly (readonly [Run, Run])[]): Pick<Figure, 'measured' | 'unit' | 'detail'> {
  const of = (value: (run: Run) => number) => ({
    ratio: median(pairs.map(([a, b]) => value(a) / value(b))),
    a: median(pairs.map(([a]) => value(a))).toFixed(2),
    b: median(pairs.map(([, b]) => value(b))).toFixed(2),
  });
  const wall = of(({ wallSeconds }) => wallSeconds);
  const cpu = of(({ cpuSeconds }) => cpuSeconds);
  return {
    measured: cpu.ratio,
    unit: '',
    detail: `CPU ${cpu.a} s / ${cpu.b} s; wall ${wall.a} s / ${wall.b} s, ratio ${wall.ratio.toFixed(2)}`,
  };
}
