import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { compiled } from './compiled';
import type { Usage } from './usage';

/** One run of a process, from its start to its end. */
export interface Run extends Usage {
  readonly wallSeconds: number;
}

/** A module of this folder with its arguments. */
export type Subject = readonly [module: string, ...args: string[]];

export function run([module, ...args]: Subject): Run {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [compiled(module), ...args], { encoding: 'utf8' });
  const wallSeconds = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`${module} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  const usage: Usage = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  return { ...usage, wallSeconds };
}

/** Two subjects by turns, because a machine's speed drifts: what is compared ran side by side. */
export function byTurns(a: Subject, b: Subject, times: number): readonly (readonly [Run, Run])[] {
  run(a);
  run(b);
  return Array.from({ length: times }, () => [run(a), run(b)]);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [lower = Number.NaN, upper = lower] = sorted.slice(sorted.length % 2 === 0 ? middle - 1 : middle, middle + 1);
  return (lower + upper) / 2;
}
