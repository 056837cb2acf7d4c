import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { cpuSecondsOf } from './cpu-seconds';
import type { Figure } from './figure';

/** What takes minutes, and is measured once and where asked for. */
export type Long = 'rehearsal' | 'tests';

/** The CPU of the whole rehearsal of four accounts, and of all tests but the slow ones. */
export function longFigures(asked: Readonly<Record<Long, boolean>>): readonly Figure[] {
  const config = join('examples', 'four-accounts.yaml');
  const rehearse = ['npm', 'run', 'rehearse', '--', '--config', config];
  return [
    { name: 'CPU of the rehearsal of four-accounts.yaml', ...measuredOnce('rehearsal', rehearse, asked), target: 200 },
    { name: 'CPU of npm test', ...measuredOnce('tests', ['npm', 'test'], asked), target: 200 },
  ];
}

function measuredOnce(
  long: Long,
  command: readonly string[],
  asked: Readonly<Record<Long, boolean>>,
): Pick<Figure, 'measured' | 'unit' | 'detail'> {
  if (!asked[long]) return { measured: undefined, unit: 's', detail: `it takes minutes: --${long}` };
  const start = performance.now();
  try {
    const measured = cpuSecondsOf(command);
    return { measured, unit: 's', detail: `one run, wall ${((performance.now() - start) / 1000).toFixed(0)} s` };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return { measured: Number.NaN, unit: 's', detail: 'one run, which FAILED' };
  }
}
