import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { EXIT, Failure } from '../domain/failure';

/** For its owner alone. */
export const OWN_FILE = 0o600;

const PUBLIC_FILE = 0o666;

/**
 * Writes a file that is not there yet, in one step: a reader meets all of it, or nothing. A dangling link counts as there.
 *
 * @param mode - who may read it, less what the umask takes. @default - everybody
 * @throws Failure `AlreadyThere` where something has that name by now
 */
export function writeNewFile(file: string, text: string, mode: number = PUBLIC_FILE): void {
  const beside = `${file}.${randomUUID()}`;
  try {
    const descriptor = openSync(beside, 'wx', mode);
    try {
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    // A rename would replace what somebody put there meanwhile; a link never does.
    linkSync(beside, file);
  } catch (error) {
    if (!isThere(error)) throw error;
    throw new Failure('AlreadyThere', `${file} is there already, and was left as it is`, EXIT.unusable);
  } finally {
    rmSync(beside, { force: true });
  }
}

function isThere(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EEXIST';
}
