import type { Mention } from '../draft';
import type { Finding } from '../finding';
import { quoted } from '../quoted';
import { verdictAt } from './verdict-at';

/** One finding for every entry of a list that an earlier entry has said already. */
export function repetitionFindings(list: readonly Mention<string>[]): Finding[] {
  const seen = new Map<string, Mention<string>>();
  return list.flatMap((mention) => {
    const first = seen.get(mention.value);
    seen.set(mention.value, first ?? mention);
    return first === undefined ? [] : [repetition(mention, first)];
  });
}

function repetition(mention: Mention<string>, first: Mention<string>): Finding {
  return verdictAt(mention, {
    found: `${quoted(mention.value)} a second time, after line ${first.position.line}`,
    expected: 'every entry of the list once',
    fix: 'remove one of the two',
  });
}
