import type { Problem } from '../domain/problem';
import type { Path, Position } from './node';

/** A problem of the one file that is being read, which it need not name. */
export type FileProblem = Omit<Problem, 'file'>;

/** What a problem says: "found …, expected …; …". */
export type Wording = Pick<Problem, 'found' | 'expected' | 'fix'>;

/** A problem with what stands in a place of the file. */
export function problemAt({ path, position }: { path: Path; position: Position }, wording: Wording): FileProblem {
  return { line: position.line, column: position.column, path: pathText(path), ...wording };
}

/** A problem with the file as a whole. */
export function problemOfFile(wording: Wording): FileProblem {
  return problemAt({ path: [], position: { line: 1, column: 1 } }, wording);
}

/** A path as people write it: `environments.dev.organizationalUnits[0]`. */
export function pathText(path: Path): string {
  return path.map(stepText).join('').replace(/^\./, '');
}

/** A note to end a fix with where the text holds what IAM's `ArnEquals` reads as a wildcard; else nothing. */
export function wildcardNote(text: unknown): string {
  if (typeof text !== 'string' || !/[*?]/.test(text)) return '';
  return '; * and ? are wildcards to IAM and would widen who is trusted';
}

function stepText(step: string | number): string {
  if (typeof step === 'number') return `[${step}]`;
  return /^[A-Za-z0-9_-]+$/.test(step) ? `.${step}` : `[${quoted(step)}]`;
}

const LONGEST_QUOTE = 60;

/**
 * Text from a file in double quotes, fit to be shown: shortened, and with everything escaped that a terminal would act on
 * or that a reader could not see.
 */
export function quoted(text: string): string {
  const characters = [...text];
  const shown = characters.length > LONGEST_QUOTE ? [...characters.slice(0, LONGEST_QUOTE), '…'] : characters;
  return quotedWhole(shown.join(''));
}

/** What the library says of a text, of which it may repeat a part: shortened and escaped like that. */
export function cut(text: string): string {
  const characters = [...text];
  const shown = characters.length > LONGEST_CITATION ? [...characters.slice(0, LONGEST_CITATION), '…'] : characters;
  return shown.join('').replace(NOT_SHOWN, escaped);
}

const LONGEST_CITATION = 160;

/** The same, however long it is: of text whose end matters. */
export function quotedWhole(text: string): string {
  return JSON.stringify(text).replace(NOT_SHOWN, escaped);
}

/** What a terminal would act on, or a reader could not see. */
const NOT_SHOWN = /[\p{C}\p{Zl}\p{Zp}]/gu;

function escaped(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
