import * as z from 'zod';
import { BUILT_IN_ROLES, LONGEST_GROUP_NAME, type PeopleGroup } from '../../../domain/people';
import { fitNames, isNotEmpty, named, peopleName } from '../../names';
import { keysIn, namesIn, nodeAt, textOf, textsIn } from '../../node';
import { repeatedTexts, unknownNames } from '../../rules/listed-names';
import { guided, type Rule } from '../../schema';

const role = guided(z.string(), {
  description: 'The name of an access role.',
  expected: 'the name of an access role',
  fix: 'write admin, developer, viewer, or the name of one of people.roles',
});

/** One role may stand without a list around it. */
const areKnownRoles: Rule = (node, { root }) => {
  const one = textOf(node);
  const names = one === undefined ? textsIn(node) : [one];
  const known = [...BUILT_IN_ROLES, ...(namesIn(nodeAt(root, 'people', 'roles')) ?? [])];
  return [...unknownNames(names, { noun: 'access role', known, home: 'people.roles' }), ...repeatedTexts(names)];
};

const roles = guided(z.union([role, z.array(role).min(1)]), {
  description: 'The role, or the roles, that the group may become in every product account of the environment.',
  expected: 'the name of an access role, or a list with at least one',
  fix: 'write admin, developer, viewer, or the name of one of people.roles',
  rules: [areKnownRoles],
});

const areKnownEnvironments: Rule = (node, { root }) =>
  unknownNames(keysIn(node), {
    noun: 'environment',
    known: namesIn(nodeAt(root, 'environments')),
    home: 'environments',
  });

const access = guided(
  z.record(z.string(), roles).refine(isNotEmpty),
  {
    description: 'The environments that the group may enter, and as what. What is not here, it cannot reach.',
    expected: 'a map from at least one environment to a role',
    fix: 'write access: { ENVIRONMENT: ROLE }, or remove the group',
    rules: [areKnownEnvironments],
  },
  { minProperties: 1 },
).transform((byEnvironment) =>
  Object.entries(byEnvironment).map(([environment, one]) => ({
    environment,
    roles: typeof one === 'string' ? [one] : one,
  })),
);

const group = guided(z.strictObject({ access }), {
  description: 'People with the same access.',
  expected: 'a map with access',
  fix: 'write access: { ENVIRONMENT: ROLE } under its name',
});

const GROUP = peopleName('group', LONGEST_GROUP_NAME);

export const groups = guided(
  named(GROUP, group).refine(isNotEmpty),
  {
    description: 'The groups of people. Nobody has access but through a group.',
    expected: 'a map with at least one group',
    fix: 'add a group, as in examples/four-accounts.yaml, or remove people',
    rules: [fitNames(GROUP)],
  },
  { minProperties: 1 },
).transform((byName) => Object.entries(byName).map(([name, parsed]): PeopleGroup => ({ name, ...parsed })));
