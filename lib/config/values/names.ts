import { z } from 'zod';
import type { Rule } from '../guided';
import { keysIn, type Text } from '../node';
import { type FileProblem, problemAt, wildcardNote } from '../problem';
import { quoted } from '../quoted';

/** Names of one kind. */
export interface NameKind {
  readonly noun: string;
  readonly isFit: (name: string) => boolean;
  /** Completes "expected …". */
  readonly expected: (name: string) => string;
  /** Whether the length of a long one is shown, where that is what may be wrong with it. */
  readonly showsLength?: true;
  /** What editors check of a name. */
  readonly json: { readonly pattern: string; readonly maxLength?: number; readonly not?: { readonly const: string } };
}

/**
 * A map from names to values.
 *
 * Whether a name is fit is a rule, `fitNames`: zod does not look at the value under a bad key, and one mistake must not
 * hide another.
 */
export function named<V extends z.ZodType>({ json }: Pick<NameKind, 'json'>, value: V) {
  return z.record(z.string().meta(json), value);
}

/** For `refine`. */
export function isNotEmpty(map: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(map).length > 0;
}

/** Every key of a map is fit to be a name of its kind. */
export function fitNames(kind: NameKind): Rule {
  return (node) => keysIn(node).flatMap((name) => unfitName(name, kind));
}

export function unfitName(name: Text, { noun, isFit, expected, showsLength }: NameKind): FileProblem[] {
  if (isFit(name.value)) return [];
  const length = showsLength && name.value.length > 20 ? ` of ${name.value.length} characters` : '';
  return [
    problemAt(name, {
      found: `the ${noun} name ${quoted(name.value)}${length}`,
      expected: expected(name.value),
      fix: `choose another name${wildcardNote(name.value)}`,
    }),
  ];
}

/** Completes "expected …" for names of up to so many characters. */
export function hyphenated(longest: number): string {
  return `1 to ${longest} lower-case letters, digits and single hyphens, a letter first`;
}
