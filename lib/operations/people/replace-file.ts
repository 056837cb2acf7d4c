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
import { dirname, resolve } from 'node:path';

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
