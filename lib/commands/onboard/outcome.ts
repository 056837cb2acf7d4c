import type { ExitStatus } from '../../domain/failure';

/** What is left for credentials that are not at hand, or for a person. */
export interface Rest {
  readonly why: string;
  readonly commands: readonly string[];
}

/** What came of a command about one account. */
export interface AccountOutcome {
  readonly name: string;
  /** Undefined where it is yet to be made. */
  readonly account?: string | undefined;
  readonly status: ExitStatus;
  /** Nothing where all is done. */
  readonly rest: readonly Rest[];
}
