import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isOfMachine } from '../../../lib/commands/shown-error';
import { EXIT, Failure } from '../../../lib/domain/failure';

const HOW_TO_MEND: Readonly<Record<string, string>> = {
  EADDRINUSE: 'end what listens there',
  EADDRNOTAVAIL: 'the emulator needs the loopback, 127.0.0.1',
  EMFILE: 'allow a process more open files (ulimit -n)',
  ENFILE: 'allow more open files, or end programs that hold many',
  ENOMEM: 'end other programs, or choose a machine with more memory',
  ENOSPC: 'make room there, or name a folder on another disk with TMPDIR',
  EDQUOT: 'make room there, or name a folder on another disk with TMPDIR',
};

/**
 * Looks whether there is a place for temporary files, before anything is done.
 *
 * @throws Failure `NoPlace`
 */
export function temporaryFilesMustHaveAPlace(): void {
  try {
    rmdirSync(mkdtempSync(join(tmpdir(), 'orgstrap-rehearsal-')));
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const text = `temporary files have no place: ${said}; name a folder with TMPDIR that is there, has room and may be written to`;
    throw new Failure('NoPlace', text, EXIT.incomplete);
  }
}

/** An error of the machine, with what mends it; every other one as it is. */
export function withWhatMends(error: unknown): unknown {
  if (!isOfMachine(error)) return error;
  const mend = HOW_TO_MEND[error.code] ?? 'temporary files go where TMPDIR says: name a folder that may be written to';
  return new Failure('Machine', `this machine does not let it: ${error.message}; ${mend}`, EXIT.incomplete);
}

/**
 * Of an attempt that failed.
 *
 * @throws what failed, where this machine is to blame: that says nothing of what was tried
 */
export function machineMustHaveLetIt(error: unknown, said: string): void {
  if (isOfMachine(error) || isWithoutRoom(error)) throw error;
  const line = said.split('\n').find((each) => /ENOSPC|no space left on device|disk quota exceeded/i.test(each));
  if (line === undefined) return;
  throw new Failure(NO_ROOM, `a disk of this machine is full: ${line.trim()}; ${HOW_TO_MEND.ENOSPC}`, EXIT.incomplete);
}

const NO_ROOM = 'NoRoom';

function isWithoutRoom(error: unknown): boolean {
  return error instanceof Failure && error.code === NO_ROOM;
}
