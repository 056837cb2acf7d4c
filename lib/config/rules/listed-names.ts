import { didYouMean } from '../closest-name';
import { type Text, textsIn } from '../node';
import { type FileProblem, problemAt, quoted, wildcardNote } from '../problem';
import type { Rule } from '../schema';

interface NamesOfAKind {
  readonly noun: string;
  /** `undefined` where the file does not let them be known, so that nothing may be concluded from what is not there. */
  readonly known: readonly string[] | undefined;
  /** Where a new one is added. */
  readonly home: string;
  /** What people call one that has another name here. @default - nothing */
  readonly alsoCalled?: Readonly<Record<string, string>>;
}

/** One problem for every name that is not among the known ones. */
export function unknownNames(names: readonly Text[], { noun, known, home, alsoCalled }: NamesOfAKind): FileProblem[] {
  if (known === undefined) return [];
  const all = new Set(known);
  const unknown = names.filter(({ value }) => !all.has(value));
  return unknown.map((name) =>
    problemAt(name, {
      found: `the unknown ${noun} ${quoted(name.value)}`,
      expected: known.length === 0 ? `a known ${noun}; there is none` : `one of ${known.map(shown).join(', ')}`,
      fix: `${meant(name.value, known, alsoCalled)}correct the name, or add it to ${home}${wildcardNote(name.value)}`,
    }),
  );
}

/** What somebody means by another name for it comes before what is written most like it: efs is not ecs. */
function meant(name: string, known: readonly string[], alsoCalled: Readonly<Record<string, string>> = {}): string {
  const other = Object.entries(alsoCalled).find(([called]) => called === name.toLowerCase())?.[1];
  return other !== undefined && known.includes(other) ? `did you mean ${other}? ` : didYouMean(name, known);
}

/** A known name of the same file may itself be unfit to be shown. */
function shown(name: string): string {
  return /^[\w-]{1,60}$/.test(name) ? name : quoted(name);
}

/** Every text of a list is there once. */
export const listedOnce: Rule = (list) => repeatedTexts(textsIn(list));

/** The same of the texts that `is` agrees with; the others have problems of their own. */
export function eachOnce<T extends string>(is: (text: string) => text is T): Rule {
  return (list) => repeatedTexts(textsIn(list, is));
}

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
