import type { Problem } from '../domain/problem';
import { pathText } from './path-text';
import type { Path, Position } from './yaml/tree';

/** A problem before it is known which file it is in. */
export type Finding = Omit<Problem, 'file'>;

/** What is wrong, in words that complete "found …, expected …". */
export type Verdict = Pick<Problem, 'found' | 'expected' | 'fix'>;

export function finding(position: Position, path: Path, verdict: Verdict): Finding {
  return { line: position.line, column: position.column, path: pathText(path), ...verdict };
}
