import * as z from 'zod';
import { BUILT_IN_ROLES, type EnvironmentAccess, LONGEST_GROUP_NAME, type PeopleGroup } from '../../../domain/people';
import { fitNames, isNotEmpty, named, peopleName } from '../../names';
import { entriesOf, keyOf, keysIn, namesIn, nodeAt, textOf, textsIn } from '../../node';
import type { FileProblem } from '../../problem';
import { repeatedTexts, unknownNames } from '../../rules/listed-names';
import { guided, type Rule } from '../../schema';

const role = guided(z.string(), {
  description: 'The name of an access role.',
  expected: 'the name of an access role',
  example: 'developer',
  fix: 'write admin, developer, viewer, or the name of one of people.roles',
});

/** One role may stand without a list around it. */
const areKnownRoles: Rule = (node, { root }): readonly FileProblem[] => {
  const one = textOf(node);
  const names = one === undefined ? textsIn(node) : [one];
  const known = [...BUILT_IN_ROLES, ...(namesIn(nodeAt(root, 'people', 'roles')) ?? [])];
  return [...unknownNames(names, { noun: 'access role', known, home: 'people.roles' }), ...repeatedTexts(names)];
};

const roles = guided(z.union([role, z.array(role).min(1)]), {
  description: 'The role, or the roles, that the group may become.',
  expected: 'the name of an access role, or a list with at least one',
  example: 'developer',
  fix: 'write admin, developer, viewer, or the name of one of people.roles',
});

/** For every account, or by workspace: then each is one of the environment. */
const areKnown: Rule = (node, file) => {
  if (node.kind !== 'map') return areKnownRoles(node, file);
  const environment = keyOf(node).value;
  return [
    ...unknownNames(keysIn(node), {
      noun: 'workspace',
      known: namesIn(nodeAt(file.root, 'environments', environment, 'accounts')),
      home: `environments.${environment}.accounts`,
    }),
    ...entriesOf(node).flatMap((some) => areKnownRoles(some, file)),
  ];
};

/** By workspace, or for every account of the environment. */
const rolesInEnvironment = guided(z.union([roles, z.record(z.string(), roles).refine(isNotEmpty)]), {
  description:
    'The role, or the roles, that the group may become in every product account of the environment; or a map from workspaces to roles, for some accounts of it.',
  expected: 'the name of an access role, a list with at least one, or a map from workspaces to roles',
  example: 'developer',
  fix: 'write admin, developer, viewer, or the name of one of people.roles, for every account; or { WORKSPACE: ROLE }',
  rules: [areKnown],
});

const areKnownEnvironments: Rule = (node, { root }) =>
  unknownNames(keysIn(node), {
    noun: 'environment',
    known: namesIn(nodeAt(root, 'environments')),
    home: 'environments',
  });

const access = guided(
  z.record(z.string(), rolesInEnvironment).refine(isNotEmpty),
  {
    description: 'The environments that the group may enter, and as what. What is not here, it cannot reach.',
    expected: 'a map from at least one environment to a role',
    entry: { placeholder: 'ENVIRONMENT', example: 'dev' },
    fix: 'write access: { ENVIRONMENT: ROLE }, or remove the group',
    rules: [areKnownEnvironments],
  },
  { minProperties: 1 },
).transform((byEnvironment) =>
  Object.entries(byEnvironment).flatMap(([environment, one]): readonly EnvironmentAccess[] => {
    if (typeof one === 'string' || isList(one)) return [{ environment, roles: listed(one) }];
    return Object.entries(one).map(([workspace, some]) => ({ environment, workspace, roles: listed(some) }));
  }),
);

function listed(one: string | readonly string[]): readonly string[] {
  return typeof one === 'string' ? [one] : one;
}

/** `Array.isArray` knows nothing of lists that are only read. */
function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value);
}

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
    entry: { placeholder: 'GROUP', example: 'developers' },
    fix: 'add a group, as in examples/four-accounts.yaml, or remove people',
    rules: [fitNames(GROUP)],
  },
  { minProperties: 1 },
).transform((byName) => Object.entries(byName).map(([name, parsed]): PeopleGroup => ({ name, ...parsed })));
