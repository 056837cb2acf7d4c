/** The part of `process` that a terminal is made of. */
interface Terminal {
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
}

interface Writable {
  write(text: string): unknown;
  on(event: 'error', listener: (error: SystemError) => void): unknown;
}

interface SystemError {
  readonly message: string;
  readonly code?: string;
}

/**
 * The terminal of this process.
 *
 * Colour only for a terminal, and never where `NO_COLOR` is set. Whoever reads may stop reading, as `head` does: what was begun
 * goes on to its end, because it may be half of a rotation.
 *
 * @param onLost - told once where results cannot be written, for example to a full disk
 * @see https://no-color.org
 */
export function processIo({ stdout, stderr, env }: Terminal, onLost: (reason: string) => void = () => undefined): Io {
  let isLost = false;
  stdout.on('error', ({ code, message }) => {
    if (code === 'EPIPE' || isLost) return;
    isLost = true;
    onLost(message);
  });
  // There is nowhere left to say it.
  stderr.on('error', () => undefined);
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
