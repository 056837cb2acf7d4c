import { EXIT, Failure } from '../../domain/failure';

/**
 * What `write` answers.
 *
 * @throws Failure `CannotWrite` with what the system says where it does not let the file be read or written.
 */
export function writable<T>(file: string, write: () => T): T {
  try {
    return write();
  } catch (cause) {
    if (!isOfSystem(cause)) throw cause;
    throw new Failure('CannotWrite', `${file} cannot be written: ${cause.message}`, EXIT.unusable);
  }
}

/** Only errors of the system name a system call; `instanceof` would miss those of another realm. */
function isOfSystem(cause: unknown): cause is { readonly message: string } {
  return typeof cause === 'object' && cause !== null && 'syscall' in cause && 'message' in cause;
}
