import { z } from 'zod';
import { MOST_GROUPS_OF_A_PERSON, PERSON_NAME } from '../../../domain/people';
import { guided } from '../guided';

const group = guided(z.string(), {
  description: 'The name of a group.',
  expected: 'the name of a group',
  fix: 'write the name of one of people.groups as text',
});

const groupsOfPerson = guided(z.array(group).min(1).max(MOST_GROUPS_OF_A_PERSON), {
  description: 'The groups that the person is in.',
  expected: `a list with 1 to ${MOST_GROUPS_OF_A_PERSON} names of groups; IAM lets a user be in ten, and one is everybody's`,
  fix: 'list the groups, or remove the person',
});

export const users = guided(z.record(z.string().meta({ pattern: PERSON_NAME.source }), groupsOfPerson).optional(), {
  description:
    'The people: the name of an IAM user of the Ops account, and its groups. Passwords and keys are in no file: orgstrap ' +
    'people invite makes the first password.',
  expected: 'a map from names of users to lists of groups',
  fix: 'write users: { NAME: [GROUP] }, or users: {} where there is nobody yet',
});
