import {
  BUILT_IN_ROLES,
  LONGEST_ACCESS_ROLE_NAME,
  LONGEST_GROUP_NAME,
  PEOPLE_NAME,
  PERSON_NAME,
} from '../../domain/people';
import { SERVICE_NAME } from '../../domain/service-name';
import type { Draft, DraftPeople, Mention } from '../draft';
import type { Finding } from '../finding';
import { quoted } from '../quoted';
import { wildcardNote } from '../wildcard';
import { unknownNameFindings } from './known-names';
import { managedPolicyFindings } from './managed-policies';
import { signInFindings } from './people-sign-in';
import { repetitionFindings } from './repetition';
import { verdictAt } from './verdict-at';

/** Groups enter environments that are there, in roles that are there, and every person is in a group that is there. */
export function peopleFindings({ environments, people }: Draft, knownServices: readonly string[]): Finding[] {
  if (people === undefined) return [];
  return [
    ...nameFindings(people),
    ...accessFindings(
      people,
      environments?.map(({ name }) => name.value),
    ),
    ...membershipFindings(people),
    ...people.roles.flatMap(({ services }) => serviceFindings(services, knownServices)),
    ...people.roles.flatMap(({ managedPolicies }) => managedPolicyFindings(managedPolicies)),
    ...signInFindings(people),
  ];
}

function nameFindings({ roles, groups = [], users }: DraftPeople): Finding[] {
  return [
    ...roles.flatMap(({ name }) => unfitName(name, 'role', LONGEST_ACCESS_ROLE_NAME)),
    ...roles.flatMap(({ name }) => builtInName(name)),
    ...groups.flatMap(({ name }) => unfitName(name, 'group', LONGEST_GROUP_NAME)),
    ...users.flatMap(({ name }) => unfitPerson(name)),
    ...sameInIam(users.map(({ name }) => name)),
  ];
}

function unfitName(name: Mention<string>, kind: string, longest: number): Finding[] {
  if (name.value.length <= longest && PEOPLE_NAME.test(name.value)) return [];
  return [
    verdictAt(name, {
      found: `the ${kind} name ${quoted(name.value)}`,
      expected: `1 to ${longest} lower-case letters, digits and single hyphens, a letter first; it becomes part of a name in IAM`,
      fix: `choose another name${wildcardNote(name.value)}`,
    }),
  ];
}

function builtInName(name: Mention<string>): Finding[] {
  if (!BUILT_IN_ROLES.some((role) => role === name.value)) return [];
  return [
    verdictAt(name, {
      found: `a role called ${name.value}`,
      expected: `a name beside ${BUILT_IN_ROLES.join(', ')}, which are built in`,
      fix: 'choose another name, so that the built-in ones mean the same everywhere',
    }),
  ];
}

function unfitPerson(name: Mention<string>): Finding[] {
  if (PERSON_NAME.test(name.value)) return [];
  return [
    verdictAt(name, {
      found: `the user name ${quoted(name.value)}`,
      expected:
        '2 to 64 letters, digits and any of + = , . @ _ -, a letter or digit first; sessions have it as their name',
      fix: `choose another name${wildcardNote(name.value)}`,
    }),
  ];
}

/** IAM takes two names that differ only in case for one. */
function sameInIam(names: readonly Mention<string>[]): Finding[] {
  return names.flatMap((name, index) => {
    const first = names.slice(0, index).find(({ value }) => value.toLowerCase() === name.value.toLowerCase());
    if (first === undefined) return [];
    return [
      verdictAt(name, {
        found: `${quoted(name.value)}, which is ${quoted(first.value)} of line ${first.position.line} to IAM`,
        expected: 'names that differ in more than their case',
        fix: 'rename one of the two, or remove it',
      }),
    ];
  });
}

function accessFindings({ groups = [], roles }: DraftPeople, environments: readonly string[] | undefined): Finding[] {
  const known = [...BUILT_IN_ROLES, ...roles.map(({ name }) => name.value)];
  const access = groups.flatMap((group) => group.access);
  return [
    ...(environments === undefined
      ? []
      : unknownNameFindings(
          access.map(({ environment }) => environment),
          { noun: 'environment', known: environments, home: 'environments' },
        )),
    ...access.flatMap(({ roles: listed }) => [
      ...unknownNameFindings(listed, { noun: 'access role', known, home: 'people.roles' }),
      ...repetitionFindings(listed),
    ]),
  ];
}

function membershipFindings({ groups, users }: DraftPeople): Finding[] {
  const known = groups?.map(({ name }) => name.value);
  return users.flatMap((person) => [
    ...(known === undefined ? [] : unknownNameFindings(person.groups, { noun: 'group', known, home: 'people.groups' })),
    ...repetitionFindings(person.groups),
  ]);
}

function serviceFindings(services: readonly Mention<string>[], known: readonly string[]): Finding[] {
  const fit = services.filter(({ value }) => SERVICE_NAME.test(value));
  return [
    ...unknownNameFindings(fit, { noun: 'service', known, home: 'policies/services' }),
    ...repetitionFindings(services),
  ];
}
