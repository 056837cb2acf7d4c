import type { Mention } from '../draft';
import { type Finding, finding, type Verdict } from '../finding';

/** A finding about something that the file mentions. */
export function verdictAt(mention: Mention<unknown>, verdict: Verdict): Finding {
  return finding(mention.position, mention.path, verdict);
}
