import { z } from 'zod';
import { LONGEST_GROUP_NAME, PEOPLE_NAME } from '../../../domain/people';
import { guided } from '../guided';
import { isNotEmpty, named } from '../named';

const role = guided(z.string(), {
  description: 'The name of an access role.',
  expected: 'the name of an access role',
  fix: 'write admin, developer, viewer, or the name of one of people.roles',
});

const roles = guided(z.union([role, z.array(role).min(1)]), {
  description: 'The role, or the roles, that the group may become in every product account of the environment.',
  expected: 'the name of an access role, or a list with at least one',
  fix: 'write admin, developer, viewer, or the name of one of people.roles',
});

const access = guided(
  z.record(z.string(), roles).refine(isNotEmpty),
  {
    description: 'The environments that the group may enter, and as what. What is not here, it cannot reach.',
    expected: 'a map from at least one environment to a role',
    fix: 'write access: { ENVIRONMENT: ROLE }, or remove the group',
  },
  { minProperties: 1 },
);

const group = guided(z.strictObject({ access }), {
  description: 'People with the same access.',
  expected: 'a map with access',
  fix: 'write access: { ENVIRONMENT: ROLE } under its name',
});

export const groups = guided(
  named({ pattern: PEOPLE_NAME, longest: LONGEST_GROUP_NAME }, group).refine(isNotEmpty),
  {
    description: 'The groups of people. Nobody has access but through a group.',
    expected: 'a map with at least one group',
    fix: 'add a group, as in examples/four-accounts.yaml, or remove people',
  },
  { minProperties: 1 },
);
