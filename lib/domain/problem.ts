/** One thing that is wrong with a file that somebody wrote, and how to mend it. */
export interface Problem {
  /** Its path, as it was given. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1. */
  readonly column: number;
  /** The keys that lead to the value, `environments.dev.accounts`; empty for the whole file. */
  readonly path: string;
  /** These three complete "found …, expected …; …". */
  readonly found: string;
  readonly expected: string;
  readonly fix: string;
}
