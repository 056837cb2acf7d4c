import { z } from 'zod';
import { type AccessRole, BUILT_IN_ROLES, type People, type SignIn } from '../../../domain/people';
import { guided } from '../../guided';
import { groups } from './groups';
import { identityCenter } from './identity-center';
import { roles } from './roles';
import { signIn } from './sign-in';
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

const block = z.strictObject({ source, sessionHours, mfaMaxAgeHours, roles, groups, users, identityCenter });

export const people = guided(block.transform(peopleOf).optional(), {
  description:
    'People: one login in the Ops account and none anywhere else. From there they switch into the product accounts of the ' +
    'environments that their groups may enter.',
  expected: 'a map with groups and users',
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
      groupIds: parsed.identityCenter.groups,
    };
  }
  return {
    source: 'iamUsers',
    mfaMaxAgeHours: parsed.mfaMaxAgeHours ?? MFA_MAX_AGE_HOURS,
    users: parsed.users ?? [],
  };
}
