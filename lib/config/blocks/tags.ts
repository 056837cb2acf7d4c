import * as z from 'zod';
import { fitNames, isNotEmpty, type NameKind, named } from '../names';
import { keysIn, type ScalarNode } from '../node';
import { type FileProblem, problemAt, quoted, type Wording } from '../problem';
import { guided, type Rule } from '../schema';

/** The most tags of a stack, a StackSet, and of most resources. */
const MOST_TAGS = 50;

const LONGEST_KEY = 128;

/** What every service takes that is tagged here: StackSets alone refuse `@`, and letters beyond ASCII. */
const KEY_PATTERN = /^(?![Aa][Ww][Ss]:)[A-Za-z0-9][A-Za-z0-9 _.:/=+-]*$/;

const KEY: NameKind = {
  noun: 'tag',
  isFit: (key) => key.length <= LONGEST_KEY && KEY_PATTERN.test(key),
  expected: () =>
    `1 to ${LONGEST_KEY} letters, digits, spaces and any of _ . : / = + -, a letter or digit first; aws: is reserved for AWS`,
  showsLength: true,
  json: { pattern: KEY_PATTERN.source, maxLength: LONGEST_KEY },
};

const value = guided(z.string().regex(/^[\p{L}\p{N} _.:/=+@-]{1,256}$/u), {
  description: 'The value of the tag.',
  expected: '1 to 256 letters, digits, spaces and any of _ . : / = + - @',
  example: 'platform',
  fix: 'shorten it, or leave out what else is in it',
  explain,
});

/** YAML makes numbers and truth values of texts that look like them. */
function explain(found: ScalarNode): Partial<Wording> {
  return typeof found.value === 'string' ? {} : { fix: `put it in quotes: ${JSON.stringify(found.source)}` };
}

/** IAM refuses two keys that differ in case alone. */
const differInMoreThanCase: Rule = (node) => {
  const seen = new Map<string, string>();
  return keysIn(node).flatMap((key): FileProblem[] => {
    const first = seen.get(key.value.toLowerCase());
    seen.set(key.value.toLowerCase(), key.value);
    if (first === undefined) return [];
    return [
      problemAt(key, {
        found: `the tag ${quoted(key.value)} beside ${quoted(first)}`,
        expected: 'keys that differ in more than upper and lower case, which are one to IAM',
        fix: 'remove one of the two',
      }),
    ];
  });
};

/**
 * What every stack, StackSet and resource that takes tags is given.
 *
 * @see https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cloudformation-stackset-tag.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
 */
export const tags = guided(
  named(KEY, value)
    .refine(isNotEmpty)
    .refine((map) => Object.keys(map).length <= MOST_TAGS)
    .optional(),
  {
    description: 'Tags of every stack, StackSet and resource that takes tags, in all accounts.',
    expected: `a map with 1 to ${MOST_TAGS} tags`,
    entry: { placeholder: 'KEY', example: 'Owner' },
    unset: 'none: orgstrap adds no tags',
    fix: 'write KEY: "VALUE" for each, or remove tags',
    rules: [fitNames(KEY), differInMoreThanCase],
  },
  { minProperties: 1, maxProperties: MOST_TAGS },
);
