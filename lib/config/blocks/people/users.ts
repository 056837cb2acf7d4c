import * as z from 'zod';
import { MOST_GROUPS_OF_A_PERSON, PERSON_NAME, type Person } from '../../../domain/people';
import { fitNames, type NameKind, named } from '../../names';
import { keysIn, namesIn, nodeAt, type Text, textsIn } from '../../node';
import { problemAt, quoted } from '../../problem';
import { listedOnce, unknownNames } from '../../rules/listed-names';
import { guided, type Rule } from '../../schema';

const group = guided(z.string(), {
  description: 'The name of a group.',
  expected: 'the name of a group',
  example: 'developers',
  fix: 'write the name of one of people.groups as text',
});

const areKnownGroups: Rule = (list, { root }) =>
  unknownNames(textsIn(list), {
    noun: 'group',
    known: namesIn(nodeAt(root, 'people', 'groups')),
    home: 'people.groups',
  });

const groupsOfPerson = guided(z.array(group).min(1).max(MOST_GROUPS_OF_A_PERSON), {
  description: 'The groups that the person is in.',
  expected: `a list with 1 to ${MOST_GROUPS_OF_A_PERSON} names of groups; IAM lets a user be in ten, and one is everybody's`,
  fix: 'list the groups, or remove the person',
  rules: [areKnownGroups, listedOnce],
});

const USER: NameKind = {
  noun: 'user',
  isFit: (name) => PERSON_NAME.test(name),
  expected: () =>
    '2 to 64 letters, digits and any of + = , . @ _ -, a letter or digit first; sessions have it as their name',
  json: { pattern: PERSON_NAME.source },
};

/** IAM takes two names that differ only in case for one. */
const differToIam: Rule = (node) => {
  const firsts = new Map<string, Text>();
  return keysIn(node).flatMap((name) => {
    const first = firsts.get(name.value.toLowerCase());
    if (first === undefined) {
      firsts.set(name.value.toLowerCase(), name);
      return [];
    }
    return [
      problemAt(name, {
        found: `${quoted(name.value)}, which is ${quoted(first.value)} of line ${first.position.line} to IAM`,
        expected: 'names that differ in more than their case',
        fix: 'rename one of the two, or remove it',
      }),
    ];
  });
};

const byName = named(USER, groupsOfPerson).transform((people) =>
  Object.entries(people).map(([name, groups]): Person => ({ name, groups })),
);

export const users = guided(byName.optional(), {
  description:
    'The people: the name of an IAM user of the Ops account, and its groups. Passwords and keys are in no file: orgstrap ' +
    'people invite makes the first password.',
  expected: 'a map from names of users to lists of groups',
  entry: { placeholder: 'USER', example: 'first-developer' },
  unset: 'none: it must be there with source: iamUsers',
  fix: 'write users: { NAME: [GROUP] }, or users: {} where there is nobody yet',
  rules: [fitNames(USER), differToIam],
});
