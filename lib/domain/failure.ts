/** The exit statuses of every command. */
export const EXIT = {
  done: 0,
  /** It ran, and the answer is no: there is a finding, or a part was done and the rest refused. What could not be seen is never one. */
  failed: 1,
  /** Wrong usage, or a configuration with problems; nothing was done. */
  unusable: 2,
  /**
   * Nobody knows the answer: something that it needs is missing on this machine, AWS could not be reached or did not answer, or
   * orgstrap has a bug. Run again, it may be done.
   */
  incomplete: 3,
  /** Ctrl-C; as a shell has it, 128 and the number of the signal. */
  interrupted: 130,
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

/** The status of a command of which some steps failed: where AWS left every one of them unanswered, another run may do them. */
export function statusOfFailures(errors: readonly unknown[]): ExitStatus {
  if (errors.length === 0) return EXIT.done;
  const isOpen = (error: unknown) => error instanceof Failure && error.exitStatus === EXIT.incomplete;
  return errors.every(isOpen) ? EXIT.incomplete : EXIT.failed;
}
