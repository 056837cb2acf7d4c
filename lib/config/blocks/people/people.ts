import * as z from 'zod';
import { type AccessRole, BUILT_IN_ROLES, type People, type SignIn } from '../../../domain/people';
import { closestName } from '../../closest-name';
import { keyOf, keysIn, type Node, namesIn, nodeAt, type Text, textOf } from '../../node';
import { type FileProblem, problemAt } from '../../problem';
import { unknownNames } from '../../rules/listed-names';
import { guided, type Rule } from '../../schema';
import { groups } from './groups';
import { identityCenter } from './identity-center';
import { roles } from './roles';
import { users } from './users';

/** As long as a working day: who signs in later than that has left the desk. */
const MFA_MAX_AGE_HOURS = 8;

/** The shortest session that IAM lets a role be limited to. */
const SESSION_HOURS = 1;

const source = guided(z.enum(['iamUsers', 'identityCenter']).optional(), {
  description:
    'Where people prove who they are: IAM users of the Ops account with MFA (the default), or IAM Identity Center, which ' +
    'those who have it should prefer.',
  expected: 'iamUsers or identityCenter',
  example: 'identityCenter',
  default: 'iamUsers',
  fix: 'write source: identityCenter, or remove source',
});

const hours = z.int().min(1).max(12);

const sessionHours = guided(hours.optional(), {
  description: 'How long a session in an access role lasts at most, in hours; 1 where nothing is said.',
  expected: 'a whole number of hours from 1 to 12',
  example: 4,
  default: SESSION_HOURS,
  fix: 'write a number, or remove sessionHours for one hour',
});

const mfaMaxAgeHours = guided(hours.optional(), {
  description:
    'How long after a sign-in with MFA somebody may become an access role, in hours; 8 where nothing is said.',
  expected: 'a whole number of hours from 1 to 12; a session of the console ends after twelve',
  example: 12,
  default: MFA_MAX_AGE_HOURS,
  fix: 'write a number, or remove mfaMaxAgeHours for eight hours',
});

/** What each source of people needs, and what it would leave unread. */
const KEYS = {
  iamUsers: { needed: 'users', unread: ['identityCenter'] },
  identityCenter: { needed: 'identityCenter', unread: ['users', 'mfaMaxAgeHours'] },
} as const;

/** Everything that the file says about signing in is acted on: nothing of the other source stands beside it. */
const signIn: Rule = (people) => {
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

const block = z.strictObject({ source, sessionHours, mfaMaxAgeHours, roles, groups, users, identityCenter });

export const people = guided(block.transform(peopleOf).optional(), {
  description:
    'People: one login in the Ops account and none anywhere else. From there they switch into the product accounts of the ' +
    'environments that their groups may enter.',
  expected: 'a map with groups and users',
  example: { groups: { developers: { access: { dev: 'developer' } } }, users: { 'first-developer': ['developers'] } },
  unset: 'none: orgstrap lets no person in',
  fix: 'write groups and users, as in examples/four-accounts.yaml, or remove people',
  rules: [signIn],
});

function peopleOf(parsed: z.output<typeof block>): People {
  return {
    sessionHours: parsed.sessionHours ?? SESSION_HOURS,
    roles: [
      ...BUILT_IN_ROLES.map((role): AccessRole => ({ name: role, permissions: { kind: 'built-in', role } })),
      ...(parsed.roles ?? []),
    ],
    groups: parsed.groups,
    signIn: signInOf(parsed),
  };
}

function signInOf(parsed: z.output<typeof block>): SignIn {
  if (parsed.source === 'identityCenter' && parsed.identityCenter !== undefined) {
    return {
      source: 'identityCenter',
      instance: parsed.identityCenter.instance,
      account: parsed.identityCenter.account,
      groupIds: parsed.identityCenter.groups,
    };
  }
  return {
    source: 'iamUsers',
    mfaMaxAgeHours: parsed.mfaMaxAgeHours ?? MFA_MAX_AGE_HOURS,
    users: parsed.users ?? [],
  };
}

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
