import type { Io } from './io';

/**
 * The terminal of this process.
 *
 * Colour only for a terminal, and never where `NO_COLOR` is set.
 *
 * @see https://no-color.org
 */
export function processIo({ stdout, stderr, env }: Pick<NodeJS.Process, 'stdout' | 'stderr' | 'env'>): Io {
  return {
    stdout: (text) => void stdout.write(text),
    stderr: (text) => void stderr.write(text),
    isColoured: stderr.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb',
  };
}
