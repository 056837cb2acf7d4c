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
 * Writes files into a folder, over what orgstrap wrote there before, and answers their paths. Each is replaced in one step.
 *
 * @param texts - the text of each file, by its path in the folder
 * @param objectionTo - why a file that is there, by its path and its text, must not be replaced, as {@link NOT_OURS}; nothing where it may be
 * @throws Failure `NotOurs` before anything is written, where it would replace a file that is somebody else's; `CannotWrite`
 */
export function writeFiles(
  texts: Readonly<Record<string, string>>,
  folder: string,
  objectionTo: (path: string, text: string) => string | undefined,
): readonly string[] {
  const files = Object.entries(texts).map(([path, text]) => ({ path: join(folder, path), text }));
  const foreign = new Map<string, readonly string[]>();
  for (const { path } of files) {
    const objection = orCannotWrite(path, () => foreignText(path, objectionTo));
    if (objection !== undefined) foreign.set(objection, [...(foreign.get(objection) ?? []), path]);
  }
  if (foreign.size > 0) {
    throw new Failure(
      'NotOurs',
      [...foreign].map(([objection, paths]) => `${paths.join(', ')} ${objection}`).join('\n'),
      EXIT.unusable,
    );
  }
  for (const { path, text } of files) {
    orCannotWrite(path, () => {
      mkdirSync(dirname(path), { recursive: true });
      writeWhole(targetOf(path), Buffer.from(text), PUBLIC_FILE);
    });
  }
  return files.map(({ path }) => path);
}

/** Why what is at a path must stay. Nobody misses an empty file, and what is no file, such as `/dev/stdout`, holds no text. */
function foreignText(
  path: string,
  objectionTo: (path: string, text: string) => string | undefined,
): string | undefined {
  const target = targetOf(path);
  if (!existsSync(target) || isStream(target)) return undefined;
  const text = readFileSync(target, 'utf8');
  return text === '' ? undefined : objectionTo(path, text);
}

/** A pipe, a device, or what a process holds open, such as `/dev/stdout`. */
function isStream(path: string): boolean {
  if (/^\/(dev\/(stdout|stderr|fd\/)|proc\/)/.test(resolve(path))) return true;
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && !found.isFile() && !found.isDirectory();
}

/** What is said of a file that somebody else wrote. */
export const NOT_OURS = 'was not written by orgstrap; move it away, or choose another folder';

/** Who owns the file reads and writes it, and nobody else. */
const PRIVATE_FILE = 0o600;
/** Less what the process masks. */
const PUBLIC_FILE = 0o666;
const PRIVATE_FOLDER = 0o700;

/**
 * Replaces the text of a file in one step: a reader meets the earlier text or the later one, and a crash leaves one
 * of the two. It keeps the mode of the file; a new one is private, as is the folder that is made for it. A symbolic link stays
 * one, and what it points to is replaced. A text that stays the same is not written.
 *
 * `change` gets a character for each byte, so that what it leaves alone stays byte for byte in any encoding. It must
 * add nothing but ASCII.
 *
 * @throws Failure `DanglingLink` where a symbolic link leads to nothing; errors of the system as they are
 */
export function replaceFile(file: string, change: (text: string) => string): void {
  const target = targetOf(file);
  const before = existsSync(target) ? readFileSync(target, 'latin1') : '';
  const after = change(before);
  if (after === before) return;
  mkdirSync(dirname(target), { recursive: true, mode: PRIVATE_FOLDER });
  writeWhole(target, Buffer.from(after, 'latin1'), PRIVATE_FILE);
}

/** Writes a file beside and renames it, so that it is there as a whole or as it was. It keeps its mode. */
function writeWhole(target: string, text: Buffer, newMode: number): void {
  // Nothing can take the place of a pipe.
  if (isStream(target)) {
    writeFileSync(target, text);
    return;
  }
  const before = statSync(target, { throwIfNoEntry: false });
  const beside = `${target}.${randomUUID()}`;
  try {
    writeAll(beside, text, newMode, before && before.mode & 0o7777);
    renameSync(beside, target);
  } finally {
    rmSync(beside, { force: true });
  }
}

/** @param kept - the mode that it gets, whatever the process masks */
function writeAll(file: string, text: Buffer, newMode: number, kept: number | undefined): void {
  const descriptor = openSync(file, 'wx', kept === undefined ? newMode : PRIVATE_FILE);
  try {
    writeFileSync(descriptor, text);
    if (kept !== undefined) fchmodSync(descriptor, kept);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Where symbolic links lead.
 *
 * @throws Failure `DanglingLink` where nothing is there: nobody means a file to be made in a place that they do not see
 */
function targetOf(file: string): string {
  if (existsSync(file)) return isStream(file) ? file : realpathSync(file);
  if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return resolve(file);
  throw new Failure(
    'DanglingLink',
    `${file} is a link to ${readlinkSync(file)}, which is not there; make that file, remove the link, or name another path`,
    EXIT.unusable,
  );
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
    throw new Failure(
      'CannotWrite',
      `${file} cannot be written: ${cause.message}; name another path, or see to what the system says`,
      EXIT.unusable,
    );
  }
}

/** Only errors of the system name a system call; `instanceof` would miss those of another realm. */
function isOfSystem(cause: unknown): cause is { readonly message: string } {
  return typeof cause === 'object' && cause !== null && 'syscall' in cause && 'message' in cause;
}
