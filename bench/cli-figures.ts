import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { compiled, ROOT } from './compiled';
import type { Figure } from './figure';
import { median } from './measure';

/** Processes in a sample: the clock of a shell may count in hundredths of a second. */
const PROCESSES = 5;

/** The commands that cost next to nothing themselves, against a Node.js that does nothing. */
export function cliFigures(times: number): readonly Figure[] {
  const example = join(ROOT, 'examples', 'four-accounts.yaml');
  const orgstrap = compiled('../bin/orgstrap');
  return [
    { name: 'orgstrap --help / node -e 0', ...againstNode([orgstrap, '--help'], times), target: 2 },
    {
      name: 'orgstrap validate of four-accounts.yaml / node -e 0',
      ...againstNode([orgstrap, 'validate', '--config', example], times),
      target: 2.9,
    },
  ];
}

function againstNode(args: readonly string[], times: number): Pick<Figure, 'measured' | 'unit' | 'detail'> {
  const nothing = ['-e', '0'];
  cpuSeconds(args);
  cpuSeconds(nothing);
  const pairs = Array.from({ length: times }, () => [cpuSeconds(args), cpuSeconds(nothing)] as const);
  const milliseconds = (values: readonly number[]) => `${(median(values) * 1000).toFixed(0)} ms`;
  return {
    measured: median(pairs.map(([ours, bare]) => ours / bare)),
    unit: '',
    detail: `CPU ${milliseconds(pairs.map(([ours]) => ours))} / ${milliseconds(pairs.map(([, bare]) => bare))}`,
  };
}

/** What one process costs, from its start to its end: `times` of a POSIX shell tells it of the shell's children. */
function cpuSeconds(args: readonly string[]): number {
  const script = `for n in ${Array.from({ length: PROCESSES }, (_, index) => index).join(' ')}; do "$0" "$@" >&2 || exit; done; times`;
  const { status, stdout, stderr } = spawnSync('sh', ['-c', script, process.execPath, ...args], { encoding: 'utf8' });
  const [, ofChildren = ''] = stdout.trim().split('\n');
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}:\n${stderr}`);
  const seconds = [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, rest]) => Number(minutes) * 60 + Number(rest),
  );
  return seconds.reduce((sum, value) => sum + value, 0) / PROCESSES;
}
