/** Whose credentials these are. */
export interface Caller {
  /** The id of the account. */
  account(): Promise<string>;
}
