/** One line of the rehearsal's table: something that holds, does not hold, or was not tried. */
export interface Proof {
  /** What holds, as a sentence. */
  readonly claim: string;
  readonly verdict: 'proved' | 'failed' | 'not run' | 'inert';
  /** What was seen; where it failed, what was expected; where it was not run, how to get it. */
  readonly evidence: string;
  readonly seconds: number;
}
