import type { OrgConfig } from '../../lib/domain/org-config';
import { BUILT_IN_ROLES, type People } from '../../lib/domain/people';

/** Operators everywhere and developers in dev, as IAM users of Ops; a test changes what it is about. */
export function people(changes: Partial<People> = {}): People {
  return {
    sessionHours: 1,
    roles: BUILT_IN_ROLES.map((role) => ({ name: role, permissions: { kind: 'built-in', role } })),
    groups: [
      {
        name: 'operators',
        access: [
          { environment: 'dev', roles: ['admin', 'viewer'] },
          { environment: 'stage', roles: ['admin'] },
          { environment: 'prod', roles: ['admin'] },
        ],
      },
      { name: 'developers', access: [{ environment: 'dev', roles: ['developer'] }] },
    ],
    signIn: {
      source: 'iamUsers',
      mfaMaxAgeHours: 8,
      users: [
        { name: 'ada', groups: ['operators', 'developers'] },
        { name: 'grace@example.com', groups: ['developers'] },
      ],
    },
    ...changes,
  };
}

/** The same people, in groups of IAM Identity Center. */
export function identityCenterPeople(): People {
  return people({
    signIn: {
      source: 'identityCenter',
      instance: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
      groupIds: { operators: 'f1', developers: 'f2' },
    },
  });
}

/** An environment whose accounts have these workspaces. */
export function environmentOf(
  config: OrgConfig,
  name: string,
  workspaces: readonly string[],
): OrgConfig['environments'][number] {
  const [like] = config.environments;
  const [account] = like?.accounts ?? [];
  if (like === undefined || account === undefined) throw new Error('there is no environment to take after');
  return { ...like, name, accounts: workspaces.map((workspace) => ({ ...account, workspace })) };
}
