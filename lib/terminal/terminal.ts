/** The part of `process` that a terminal is made of. */
interface Terminal {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The terminal of this process.
 *
 * Colour only for a terminal, and never where `NO_COLOR` is set.
 *
 * @see https://no-color.org
 */
export function processIo({ stdout, stderr, env }: Terminal): Io {
  return {
    stdout: (text) => void stdout.write(text),
    stderr: (text) => void stderr.write(text),
    isColoured: stderr.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb',
  };
}

/** All that a command may do to the terminal. */
export interface Io {
  /** Results, and nothing else: what a pipe should receive. */
  stdout(text: string): void;
  /** Problems, progress and everything else. */
  stderr(text: string): void;
  /** Whether text for stderr may be coloured. */
  readonly isColoured: boolean;
}
