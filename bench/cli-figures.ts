import { join } from 'node:path';
import { compiled, ROOT } from './compiled';
import { cpuSecondsOf } from './cpu-seconds';
import type { Figure } from './figure';
import { median } from './measure';

/** What is measured of a short command. */
type Ratio = Pick<Figure, 'measured' | 'unit' | 'detail'>;

/** Processes in a sample. */
const PROCESSES = 5;

/** The commands that cost next to nothing themselves, against a Node.js that does nothing. */
export function cliFigures(times: number): readonly Figure[] {
  const nothing = [process.execPath, '-e', '0'];
  return [
    { name: 'orgstrap --help / node -e 0', ...ratioOf([process.execPath, ...HELP], nothing, times), target: 2 },
    {
      name: 'orgstrap validate of four-accounts.yaml / node -e 0',
      ...ratioOf([process.execPath, ...VALIDATE], nothing, times),
      target: 2.9,
    },
  ];
}

const HELP = [compiled('../bin/orgstrap'), '--help'];
const VALIDATE = [compiled('../bin/orgstrap'), 'validate', '--config', join(ROOT, 'examples', 'four-accounts.yaml')];

/**
 * `validate` with what V8 compiled before, against the same without, in one version of Node.js.
 *
 * @param node - a Node.js of that version; undefined where none was named
 */
export function compileCacheFigure(version: string, node: string | undefined, times: number, folder: string): Figure {
  const name = `validate with the compile cache / without, Node ${version}`;
  const target = 0.95;
  if (node === undefined) {
    const detail = `name one: --node "$(npx --yes -p node@${version} node -p process.execPath)"`;
    return { name, measured: undefined, target, unit: '', detail };
  }
  const command = [node, ...VALIDATE];
  const cached = { XDG_CACHE_HOME: join(folder, `cache-${version}`) };
  return { name, ...ratioOf(command, command, times, cached, { NODE_DISABLE_COMPILE_CACHE: '1' }), target };
}

/** The CPU of one command against that of another: the median of pairs that run by turns. */
export function ratioOf(
  a: readonly string[],
  b: readonly string[],
  times: number,
  envOfA: NodeJS.ProcessEnv = {},
  envOfB: NodeJS.ProcessEnv = {},
): Ratio {
  const ours = () => cpuSecondsOf(a, { processes: PROCESSES, env: envOfA });
  const other = () => cpuSecondsOf(b, { processes: PROCESSES, env: envOfB });
  ours();
  other();
  const pairs = Array.from({ length: times }, () => [ours(), other()] as const);
  const milliseconds = (values: readonly number[]) => `${(median(values) * 1000).toFixed(0)} ms`;
  return {
    measured: median(pairs.map(([first, second]) => first / second)),
    unit: '',
    detail: `CPU ${milliseconds(pairs.map(([first]) => first))} / ${milliseconds(pairs.map(([, second]) => second))}`,
  };
}
