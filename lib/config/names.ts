import * as z from 'zod';
import { DEFAULT_WORKSPACE, isWorkspaceName, LONGEST_WORKSPACE_NAME, WORKSPACE_NAME } from '../domain/chosen-names';
import { PEOPLE_NAME } from '../domain/people';
import { keysIn, type Text } from './node';
import { type FileProblem, problemAt, quoted, wildcardNote } from './problem';
import type { Rule } from './schema';

/** Names of one kind. */
export interface NameKind {
  readonly noun: string;
  readonly isFit: (name: string) => boolean;
  /** Completes "expected …". */
  readonly expected: (name: string) => string;
  /** Whether the length of a long one is shown, where that is what may be wrong with it. */
  readonly showsLength?: boolean;
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
  const length = showsLength && name.value.length > 17 ? ` of ${name.value.length} characters` : '';
  return [
    problemAt(name, {
      found: `the ${noun} name ${quoted(name.value)}${length}`,
      expected: expected(name.value),
      fix: `choose another name${wildcardNote(name.value)}`,
    }),
  ];
}

/** Completes "expected …" for names of up to so many characters; `use` says what they become a part of. */
export function hyphenated(longest: number, use: string): () => string {
  return () =>
    `1 to ${longest} lower-case letters, digits and single hyphens, a letter first; it becomes part of ${use}`;
}

/** The name of an access role or of a group of people. */
export function peopleName(noun: 'role' | 'group', longest: number): NameKind {
  return {
    noun,
    isFit: (name) => name.length <= longest && PEOPLE_NAME.test(name),
    expected: hyphenated(longest, 'a name in IAM'),
    json: { pattern: PEOPLE_NAME.source, maxLength: longest },
  };
}

/** The name of an account's Terraform workspace. */
export const WORKSPACE: NameKind = {
  noun: 'workspace',
  isFit: isWorkspaceName,
  expected: (name) =>
    name === DEFAULT_WORKSPACE
      ? "a name that says which account it is; default is Terraform's workspace before anybody selects one"
      : `1 to ${LONGEST_WORKSPACE_NAME} lower-case letters, digits, hyphens and underscores, a letter or digit first; ` +
        "Terraform puts it into URLs and into the state's S3 key",
  showsLength: true,
  json: { pattern: WORKSPACE_NAME.source, maxLength: LONGEST_WORKSPACE_NAME, not: { const: DEFAULT_WORKSPACE } },
};
