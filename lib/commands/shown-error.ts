import { EXIT, type ExitStatus, Failure } from '../domain/failure';
import { coloursFor } from '../terminal/colours';
import type { Io } from '../terminal/terminal';

/** Says why a program ends, and answers its exit status: a user's mistake is one soft line; a bug keeps its stack. */
export function shownError(error: unknown, io: Io, program = 'orgstrap'): ExitStatus {
  const { red } = coloursFor(io.isColoured);
  const say = (text: string) => io.stderr(`${red(`${program}:`)} ${text}\n`);
  if (error instanceof Failure) {
    if (error.message !== '') say(error.message);
    return error.exitStatus;
  }
  if (isOfMachine(error)) {
    say(`this machine does not let it: ${error.message}`);
    return EXIT.incomplete;
  }
  const stack = error instanceof Error ? error.stack : String(error);
  say(`this is a bug in orgstrap\n${stack}`);
  // No finding: nobody knows what the answer would have been.
  return EXIT.incomplete;
}

/** No room, no right, no more files: what only who runs the machine can mend. */
const OF_MACHINE: ReadonlySet<string> = new Set([
  'EACCES',
  'EADDRINUSE',
  'EADDRNOTAVAIL',
  'EDQUOT',
  'EIO',
  'EMFILE',
  'ENFILE',
  'ENOMEM',
  'ENOSPC',
  'EPERM',
  'EROFS',
]);

/** Whether an error is one of the machine that it runs on; `instanceof` would miss errors of another realm. */
export function isOfMachine(error: unknown): error is { readonly message: string; readonly code: string } {
  if (typeof error !== 'object' || error === null || !('code' in error)) return false;
  return 'syscall' in error && 'message' in error && OF_MACHINE.has(String(error.code));
}
