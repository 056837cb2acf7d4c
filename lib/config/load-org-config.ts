import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { ownPoliciesBeside, type ParseResult, parseOrgConfig } from './parse-org-config';
import { problemOfFile, type Wording } from './problem';

/** Thousands of accounts fit several times. */
const LARGEST_IN_BYTES = 1024 * 1024;

/**
 * Reads and parses an `org.yaml`.
 *
 * `serviceNames` lists the services that have a policy file, in orgstrap or in the given folder of the user's own. A file that cannot be read is a problem like any other.
 */
export function loadOrgConfig(file: string, serviceNames: (ownPolicies: string) => readonly string[]): ParseResult {
  const reading = readText(file);
  if (typeof reading === 'string') return parseOrgConfig(reading, file, serviceNames(ownPoliciesBeside(file)));
  return { ok: false, problems: [{ file, ...problemOfFile(reading) }] };
}

function readText(file: string): string | Wording {
  try {
    const stats = statSync(file);
    // A pipe ends, and is read as it comes: --config /dev/stdin, or <(...) of a shell.
    if (!stats.isFile() && !stats.isFIFO())
      return notAFile(stats.isDirectory() ? 'a directory' : 'something that is not a file');
    if (stats.size > LARGEST_IN_BYTES) return tooLarge(stats.size);
    return textOf(readFileSync(file));
  } catch (error) {
    const wording = unreadable(error);
    if (wording === undefined) throw error;
    return wording;
  }
}

function textOf(bytes: Buffer): string | Wording {
  if (bytes.length > LARGEST_IN_BYTES) return tooLarge(bytes.length);
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return notUtf8('UTF-16');
  return isUtf8(bytes) ? bytes.toString('utf8') : notUtf8('another encoding');
}

function notUtf8(encoding: string): Wording {
  return { found: `a file in ${encoding}`, expected: 'a file in UTF-8', fix: 'save it as UTF-8' };
}

function notAFile(found: string): Wording {
  return { found, expected: 'a YAML file', fix: 'name the file, for example with --config org.yaml' };
}

function tooLarge(bytes: number): Wording {
  const expected = `an org.yaml of at most ${LARGEST_IN_BYTES} bytes`;
  return { found: `a file of ${bytes} bytes`, expected, fix: 'check that it is the right file' };
}

/** What the system says about a path that the user gave; every other error is a bug. */
function unreadable(error: unknown): Wording | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  const expected = 'a YAML file that can be read';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return {
        found: 'no such file',
        expected,
        fix: 'name it with --config FILE, or copy examples/four-accounts.yaml',
      };
    case 'EACCES':
    case 'EPERM':
      return { found: 'a file that you may not read', expected, fix: 'give yourself read permission' };
    case 'ELOOP':
    case 'ENAMETOOLONG':
    case 'ERR_INVALID_ARG_VALUE':
      return { found: `a path that leads nowhere (${code})`, expected, fix: 'name the file with --config FILE' };
    default:
      return undefined;
  }
}
