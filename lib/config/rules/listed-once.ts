import type { Rule } from '../guided';
import { type Text, textsIn } from '../node';
import { type FileProblem, problemAt } from '../problem';
import { quoted } from '../quoted';

/** Every entry of a list is there once. */
export const listedOnce: Rule = (list) => repeatedTexts(textsIn(list));

/** One problem for every text that an earlier one has said already. */
export function repeatedTexts(list: readonly Text[]): FileProblem[] {
  const seen = new Map<string, Text>();
  return list.flatMap((text) => {
    const first = seen.get(text.value);
    seen.set(text.value, first ?? text);
    return first === undefined ? [] : [repeated(text, first)];
  });
}

function repeated(text: Text, first: Text): FileProblem {
  return problemAt(text, {
    found: `${quoted(text.value)} a second time, after line ${first.position.line}`,
    expected: 'every entry of the list once',
    fix: 'remove one of the two',
  });
}
