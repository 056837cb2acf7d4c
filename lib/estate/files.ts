import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { EXIT, Failure } from '../domain/failure';

/**
 * Writes files into a folder, over what orgstrap wrote there before, and answers their paths.
 *
 * @param texts - the text of each file, by its path in the folder
 * @param objectionTo - why a file that is there, by its path and its text, must not be replaced, as {@link NOT_OURS}; nothing where it may be
 * @throws Failure `NotOurs` before anything is written, where it would replace a file that is somebody else's.
 */
export function writeFiles(
  texts: Readonly<Record<string, string>>,
  folder: string,
  objectionTo: (path: string, text: string) => string | undefined,
): readonly string[] {
  const files = Object.entries(texts).map(([path, text]) => ({ path: join(folder, path), text }));
  const foreign = new Map<string, readonly string[]>();
  for (const { path } of files.filter((file) => existsSync(file.path))) {
    const objection = objectionTo(path, readFileSync(path, 'utf8'));
    if (objection !== undefined) foreign.set(objection, [...(foreign.get(objection) ?? []), path]);
  }
  if (foreign.size > 0) {
    throw new Failure(
      'NotOurs',
      [...foreign].map(([objection, paths]) => `${paths.join(', ')} ${objection}`).join('\n'),
    );
  }
  for (const { path, text } of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return files.map(({ path }) => path);
}

/** What is said of a file that somebody else wrote. */
export const NOT_OURS = 'was not written by orgstrap; move it away, or choose another folder';

/** Who owns the file reads and writes it, and nobody else. */
const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

/**
 * Replaces the text of a file in one step: a reader meets the earlier text or the later one, and a crash leaves one
 * of the two. It keeps the mode of the file; a new one is private, as is the folder that is made for it. A symbolic link stays
 * one, and what it points to is replaced. A text that stays the same is not written.
 *
 * `change` gets a character for each byte, so that what it leaves alone stays byte for byte in any encoding. It must
 * add nothing but ASCII.
 */
export function replaceFile(file: string, change: (text: string) => string): void {
  const target = targetOf(file);
  const exists = existsSync(target);
  const before = exists ? readFileSync(target, 'latin1') : '';
  const after = change(before);
  if (after === before) return;
  mkdirSync(dirname(target), { recursive: true, mode: PRIVATE_FOLDER });
  const beside = `${target}.${randomUUID()}`;
  try {
    writeAll(beside, after, exists ? statSync(target).mode & 0o7777 : PRIVATE_FILE);
    renameSync(beside, target);
  } finally {
    rmSync(beside, { force: true });
  }
}

function writeAll(file: string, text: string, mode: number): void {
  const descriptor = openSync(file, 'wx', PRIVATE_FILE);
  try {
    writeFileSync(descriptor, text, 'latin1');
    // The mode that `open` is given loses what the process masks.
    fchmodSync(descriptor, mode);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Where symbolic links lead, even if nothing is there yet. */
function targetOf(file: string): string {
  if (existsSync(file)) return realpathSync(file);
  const isLink = lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  return isLink ? resolve(dirname(file), readlinkSync(file)) : resolve(file);
}

/**
 * What `write` answers.
 *
 * @throws Failure `CannotWrite` with what the system says where it does not let the file be read or written.
 */
export function orCannotWrite<T>(file: string, write: () => T): T {
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
