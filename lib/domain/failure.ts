/** The exit statuses of every command. */
export const EXIT = {
  done: 0,
  /** It ran, and the answer is no. */
  failed: 1,
  /** Wrong usage, or a configuration with problems; nothing was done. */
  unusable: 2,
  /** Something that it needs is missing on this machine. */
  incomplete: 3,
} as const;

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** What a user can cause or mend. Every other exception is a bug, and keeps its stack trace. */
export class Failure extends Error {
  constructor(
    /** A stable PascalCase name for the kind of failure. */
    readonly code: string,
    message: string,
    readonly exitStatus: ExitStatus = EXIT.failed,
  ) {
    super(message);
    this.name = 'Failure';
  }
}
