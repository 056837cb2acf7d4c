import { spawnSync } from 'node:child_process';
import { ROOT } from './compiled';

/** How often a command runs in a sample, and what differs from the environment at hand. */
interface Sample {
  /** @default 1 */
  readonly processes?: number;
  /** A variable that is undefined is taken away. */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * The CPU that a command takes from its start to its end, its children included: `times` of a POSIX shell tells it, in its
 * second line, of what the shell ran. It may count in hundredths of a second, so what is short runs several times; the
 * answer is for one process.
 *
 * @throws Error with what the command wrote, where it fails
 */
export function cpuSecondsOf(command: readonly string[], { processes = 1, env = {} }: Sample = {}): number {
  const turns = Array.from({ length: processes }, (_, turn) => turn).join(' ');
  const script = `for n in ${turns}; do "$@" >&2 || exit; done; times`;
  const { status, stdout, stderr } = spawnSync('sh', ['-c', script, 'sh', ...command], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}:\n${stderr}`);
  const [, ofChildren = ''] = stdout.trim().split('\n');
  const seconds = [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, rest]) => Number(minutes) * 60 + Number(rest),
  );
  return seconds.reduce((sum, value) => sum + value, 0) / processes;
}
