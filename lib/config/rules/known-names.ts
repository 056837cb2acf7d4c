import { didYouMean } from '../closest-name';
import type { Mention } from '../draft';
import type { Finding } from '../finding';
import { quoted } from '../quoted';
import { wildcardNote } from '../wildcard';
import { verdictAt } from './verdict-at';

/** One finding for every mention of a name that is not among the known ones. */
export function unknownNameFindings(
  kind: string,
  mentions: readonly Mention<string>[],
  known: readonly string[],
): Finding[] {
  const names = new Set(known);
  const unknown = mentions.filter(({ value }) => !names.has(value));
  const expected =
    known.length === 0 ? `the name of a ${kind}; there is none yet` : `one of ${known.map(shown).join(', ')}`;
  return unknown.map((mention) => {
    const hint = didYouMean(mention.value, known);
    const fix = `${hint}correct the name, or add the ${kind}${wildcardNote(mention.value)}`;
    return verdictAt(mention, { found: `the unknown ${kind} ${quoted(mention.value)}`, expected, fix });
  });
}

/** A name that is in the file may itself be unfit to be shown. */
function shown(name: string): string {
  return /^[\w-]{1,60}$/.test(name) ? name : quoted(name);
}
