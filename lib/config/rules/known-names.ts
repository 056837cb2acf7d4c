import { didYouMean } from '../closest-name';
import type { Text } from '../node';
import { type FileProblem, problemAt, wildcardNote } from '../problem';
import { quoted } from '../quoted';

interface NamesOfAKind {
  readonly noun: string;
  /** `undefined` where the file does not let them be known, so that nothing may be concluded from what is not there. */
  readonly known: readonly string[] | undefined;
  /** Where a new one is added. */
  readonly home: string;
}

/** One problem for every name that is not among the known ones. */
export function unknownNames(names: readonly Text[], { noun, known, home }: NamesOfAKind): FileProblem[] {
  if (known === undefined) return [];
  const all = new Set(known);
  const unknown = names.filter(({ value }) => !all.has(value));
  return unknown.map((name) =>
    problemAt(name, {
      found: `the unknown ${noun} ${quoted(name.value)}`,
      expected: known.length === 0 ? `a known ${noun}; there is none` : `one of ${known.map(shown).join(', ')}`,
      fix: `${didYouMean(name.value, known)}correct the name, or add it to ${home}${wildcardNote(name.value)}`,
    }),
  );
}

/** A known name of the same file may itself be unfit to be shown. */
function shown(name: string): string {
  return /^[\w-]{1,60}$/.test(name) ? name : quoted(name);
}
