import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { ROOT } from './compiled';
import type { Figure } from './figure';

/** The whole rehearsal of four accounts, once: it takes a minute. */
export function rehearsalFigure(): Figure {
  const example = join('examples', 'four-accounts.yaml');
  const start = performance.now();
  const { status } = spawnSync('npm', ['run', 'rehearse', '--', '--config', example], { cwd: ROOT, stdio: 'ignore' });
  return {
    name: 'rehearsal of four-accounts.yaml',
    measured: status === 0 ? (performance.now() - start) / 1000 : Number.NaN,
    target: 90,
    unit: 's',
    detail: status === 0 ? 'one run' : `one run, which FAILED with ${status}`,
  };
}
