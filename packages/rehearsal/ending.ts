import { EXIT, Failure } from '../../lib/domain/failure';

/** The part of a process by which it learns that nobody wants it to go on. */
interface Watched {
  readonly stdout: { on(event: 'error', listener: (error: { readonly code?: string }) => void): unknown };
  on(event: NodeJS.Signals, listener: () => void): unknown;
}

/**
 * Tells of the end: with Ctrl-C and its like, and where whoever reads has stopped reading, as `head` does, because nobody waits for what
 * would come.
 *
 * @param end - told why, as often as somebody asks for it
 */
export function whenAskedToEnd(process: Watched, end: (reason: Failure) => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      end(new Failure('Interrupted', 'interrupted; everything that was started is gone', EXIT.interrupted));
    });
  }
  process.stdout.on('error', ({ code }) => {
    if (code === 'EPIPE') end(new Failure('NobodyReads', '', EXIT.incomplete));
  });
}
