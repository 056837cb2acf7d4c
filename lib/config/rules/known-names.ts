import { didYouMean } from '../closest-name';
import type { Mention } from '../draft';
import type { Finding } from '../finding';
import { quoted } from '../quoted';
import { wildcardNote } from '../wildcard';
import { verdictAt } from './verdict-at';

interface Kind {
  readonly noun: string;
  readonly known: readonly string[];
  /** Where a new one is added. */
  readonly home: string;
}

/** One finding for every mention of a name that is not among the known ones. */
export function unknownNameFindings(mentions: readonly Mention<string>[], { noun, known, home }: Kind): Finding[] {
  const names = new Set(known);
  const expected = known.length === 0 ? `a known ${noun}; there is none` : `one of ${known.map(shown).join(', ')}`;
  const unknown = mentions.filter(({ value }) => !names.has(value));
  return unknown.map((mention) => {
    const hint = didYouMean(mention.value, known);
    const fix = `${hint}correct the name, or add it to ${home}${wildcardNote(mention.value)}`;
    return verdictAt(mention, { found: `the unknown ${noun} ${quoted(mention.value)}`, expected, fix });
  });
}

/** A known name of the same file may itself be unfit to be shown. */
function shown(name: string): string {
  return /^[\w-]{1,60}$/.test(name) ? name : quoted(name);
}
