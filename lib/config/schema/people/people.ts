import { z } from 'zod';
import { guided } from '../guided';
import { groups } from './groups';
import { identityCenter } from './identity-center';
import { roles } from './roles';
import { users } from './users';

const source = guided(z.enum(['iamUsers', 'identityCenter']).optional(), {
  description:
    'Where people prove who they are: IAM users of the Ops account with MFA (the default), or IAM Identity Center, which ' +
    'those who have it should prefer.',
  expected: 'iamUsers or identityCenter',
  fix: 'write source: identityCenter, or remove source',
});

const hours = z.int().min(1).max(12);

const sessionHours = guided(hours.optional(), {
  description: 'How long a session in an access role lasts at most, in hours; 1 where nothing is said.',
  expected: 'a whole number of hours from 1 to 12',
  fix: 'write a number, or remove sessionHours for one hour',
});

const mfaMaxAgeHours = guided(hours.optional(), {
  description:
    'How long after a sign-in with MFA somebody may become an access role, in hours; 8 where nothing is said.',
  expected: 'a whole number of hours from 1 to 12; a session of the console ends after twelve',
  fix: 'write a number, or remove mfaMaxAgeHours for eight hours',
});

export const people = guided(
  z.strictObject({ source, sessionHours, mfaMaxAgeHours, roles, groups, users, identityCenter }).optional(),
  {
    description:
      'People: one login in the Ops account and none anywhere else. From there they switch into the product accounts of the ' +
      'environments that their groups may enter.',
    expected: 'a map with groups and users',
    fix: 'write groups and users, as in examples/four-accounts.yaml, or remove people',
  },
);
