import type { Environment } from '../domain/org-config';
import { type AccessRole, BUILT_IN_ROLES, type People, type PeopleGroup, type SignIn } from '../domain/people';
import type { ParsedOrg } from './schema/org-schema';

type ParsedPeople = NonNullable<ParsedOrg['people']>;

/** As long as a working day: whoever signs in later than that has left the desk. */
const MFA_MAX_AGE_HOURS = 8;

/** The shortest session that IAM lets a role be limited to. */
const SESSION_HOURS = 1;

/** Turns the block `people` into the domain's lists. */
export function peopleOf(parsed: ParsedPeople, environments: readonly Environment[]): People {
  return {
    sessionHours: parsed.sessionHours ?? SESSION_HOURS,
    roles: [
      ...BUILT_IN_ROLES.map((role): AccessRole => ({ name: role, permissions: { kind: 'built-in', role } })),
      ...Object.entries(parsed.roles ?? {}).map(ownRole),
    ],
    groups: Object.entries(parsed.groups).map(([name, { access }]) => groupOf(name, access, environments)),
    signIn: signInOf(parsed),
  };
}

function ownRole([name, { services = [], managedPolicies = {} }]: [
  string,
  NonNullable<ParsedPeople['roles']>[string],
]): AccessRole {
  const reasons = Object.entries(managedPolicies).map(([policy, reason]) => ({ name: policy, reason }));
  return { name, permissions: { kind: 'own', services, managedPolicies: reasons } };
}

/** Groups list environments in any order; the rollout order is that of `environments`. */
function groupOf(
  name: string,
  access: ParsedPeople['groups'][string]['access'],
  environments: readonly Environment[],
): PeopleGroup {
  return {
    name,
    access: environments.flatMap(({ name: environment }) => {
      const roles = access[environment];
      if (roles === undefined) return [];
      return [{ environment, roles: typeof roles === 'string' ? [roles] : roles }];
    }),
  };
}

function signInOf({ source = 'iamUsers', mfaMaxAgeHours, users = {}, identityCenter }: ParsedPeople): SignIn {
  if (source === 'identityCenter' && identityCenter !== undefined) {
    return { source, instance: identityCenter.instance, groupIds: identityCenter.groups };
  }
  return {
    source: 'iamUsers',
    mfaMaxAgeHours: mfaMaxAgeHours ?? MFA_MAX_AGE_HOURS,
    users: Object.entries(users).map(([name, groups]) => ({ name, groups })),
  };
}
