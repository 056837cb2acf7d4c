/** All that a command may do to the terminal. */
export interface Io {
  /** Results, and nothing else: what a pipe should receive. */
  stdout(text: string): void;
  /** Problems, progress and everything else. */
  stderr(text: string): void;
  /** Whether text for stderr may be coloured. */
  readonly isColoured: boolean;
}
