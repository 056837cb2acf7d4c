import { closestName } from '../../closest-name';
import type { Rule } from '../../guided';
import { keyOf, keysIn, type Node, namesIn, nodeAt, type Text, textOf } from '../../node';
import { type FileProblem, problemAt } from '../../problem';
import { unknownNames } from '../../rules/known-names';

/** What each source of people needs, and what it would leave unread. */
const KEYS = {
  iamUsers: { needed: 'users', unread: ['identityCenter'] },
  identityCenter: { needed: 'identityCenter', unread: ['users', 'mfaMaxAgeHours'] },
} as const;

/** Everything that the file says about signing in is acted on: nothing of the other source stands beside it. */
export const signIn: Rule = (people) => {
  if (people.kind !== 'map') return [];
  const source = textOf(nodeAt(people, 'source'))?.value ?? 'iamUsers';
  if (source !== 'iamUsers' && source !== 'identityCenter') return [];
  const { needed, unread } = KEYS[source];
  const keys = keysIn(people);
  return [
    ...(keys.some(({ value }) => isOrMeans(value, needed)) ? [] : [missing(keyOf(people), source, needed)]),
    ...keys.filter(({ value }) => unread.some((key) => key === value)).map((key) => unreadKey(key, source)),
    ...(source === 'identityCenter' ? groupIdProblems(people) : []),
  ];
};

/** A misspelt key is one problem, which is reported as that. */
function isOrMeans(key: string, needed: string): boolean {
  return key === needed || closestName(key, [needed]) === needed;
}

function missing(block: Text, source: string, needed: string): FileProblem {
  return problemAt(block, {
    found: `no ${needed}, with the source ${source}`,
    expected: needed === 'users' ? 'a map of users, which may be empty' : 'a map with instance and groups',
    fix: needed === 'users' ? 'write users: { NAME: [GROUP] }' : 'write identityCenter: { instance: ..., groups: ... }',
  });
}

function unreadKey(key: Text, source: string): FileProblem {
  return problemAt(key, {
    found: `${key.value}, with the source ${source}`,
    expected: 'only what that source reads',
    fix:
      source === 'iamUsers'
        ? `remove ${key.value}, or write source: identityCenter`
        : `remove ${key.value}: Identity Center decides that`,
  });
}

/** Every group has an id, and every id a group. */
function groupIdProblems(people: Node): FileProblem[] {
  const known = namesIn(nodeAt(people, 'groups'));
  const ids = nodeAt(people, 'identityCenter', 'groups');
  if (known === undefined || ids?.kind !== 'map') return [];
  const unknown = unknownNames(keysIn(ids), { noun: 'group', known, home: 'people.groups' });
  const without = known.filter((group) => !ids.entries.has(group)).join(', ');
  if (without === '') return unknown;
  return [
    ...unknown,
    problemAt(keyOf(people), {
      found: `no id in the identity store for ${without}`,
      expected: 'an id for each of people.groups',
      fix: `add ${without} to people.identityCenter.groups`,
    }),
  ];
}
