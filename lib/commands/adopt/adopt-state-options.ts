import type { StateOptions } from '../state/parameters';

/** What `orgstrap adopt state` is given. */
export interface AdoptStateOptions extends StateOptions {
  readonly from: string;
  readonly region?: string;
  readonly lockTable?: string;
  readonly profile?: string;
  readonly makeReadOnly?: true;
  readonly yes?: true;
}
