import { closestName } from '../closest-name';
import type { DraftPeople, Mention } from '../draft';
import type { Finding } from '../finding';
import { unknownNameFindings } from './known-names';
import { verdictAt } from './verdict-at';

/** What each source of people needs, and what it would leave unread. */
const KEYS = {
  iamUsers: { needed: 'users', unread: ['identityCenter'] },
  identityCenter: { needed: 'identityCenter', unread: ['users', 'mfaMaxAgeHours'] },
} as const;

/** Everything that the file says about signing in is acted on: nothing of the other source stands beside it. */
export function signInFindings(people: DraftPeople): Finding[] {
  const source = people.source?.value ?? 'iamUsers';
  if (source !== 'iamUsers' && source !== 'identityCenter') return [];
  const { needed, unread } = KEYS[source];
  return [
    ...(people.keys.some(({ value }) => isOrMeans(value, needed)) ? [] : [missing(people.block, source, needed)]),
    ...people.keys.filter(({ value }) => unread.some((key) => key === value)).map((key) => unreadKey(key, source)),
    ...(source === 'identityCenter' ? groupIdFindings(people) : []),
  ];
}

/** A misspelt key is one problem, which its own finding describes. */
function isOrMeans(key: string, needed: string): boolean {
  return key === needed || closestName(key, [needed]) === needed;
}

function missing(block: Mention<string>, source: string, needed: string): Finding {
  return verdictAt(block, {
    found: `no ${needed}, with the source ${source}`,
    expected: needed === 'users' ? 'a map of users, which may be empty' : 'a map with instance and groups',
    fix: needed === 'users' ? 'write users: { NAME: [GROUP] }' : 'write identityCenter: { instance: ..., groups: ... }',
  });
}

function unreadKey(key: Mention<string>, source: string): Finding {
  return verdictAt(key, {
    found: `${key.value}, with the source ${source}`,
    expected: 'only what that source reads',
    fix:
      source === 'iamUsers'
        ? `remove ${key.value}, or write source: identityCenter`
        : `remove ${key.value}: Identity Center decides that`,
  });
}

/** Every group has an id, and every id a group. */
function groupIdFindings({ block, groups, groupIds }: DraftPeople): Finding[] {
  if (groups === undefined || groupIds === undefined) return [];
  const known = groups.map(({ name }) => name.value);
  const without = known.filter((group) => !groupIds.some(({ value }) => value === group));
  return [
    ...unknownNameFindings(groupIds, { noun: 'group', known, home: 'people.groups' }),
    ...(without.length === 0
      ? []
      : [
          verdictAt(block, {
            found: `no id in the identity store for ${without.join(', ')}`,
            expected: 'an id for each of people.groups',
            fix: `add ${without.join(', ')} to people.identityCenter.groups`,
          }),
        ]),
  ];
}
