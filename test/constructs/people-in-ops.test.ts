import { listOf } from '../../lib/domain/json';
import type { OrgConfig } from '../../lib/domain/org-config';
import type { People, PeopleGroup, Person } from '../../lib/domain/people';
import { synthesised } from '../support/assembly';
import { accountId, environment, manyAccounts, orgConfig } from '../support/org-config';
import { people } from '../support/people';

/** Two accounts in dev, so that a group enters more than one of an environment. */
const [dev = environment('dev', 'ou-abcd-11111111', '444444444444'), ...others] = orgConfig().environments;
const config = orgConfig({
  environments: [
    { ...dev, accounts: [...dev.accounts, { workspace: 'sandbox', id: accountId('777777777777') }] },
    ...others,
  ],
  people: people(),
});
const template = synthesised(config).template('OpsAccount');
const policies = Object.entries(template.findResources('AWS::IAM::ManagedPolicy'));

function withUsers(users: readonly Person[]): People {
  return people({ signIn: { source: 'iamUsers', mfaMaxAgeHours: 8, users } });
}

/** The ARNs of the roles that a group may become. */
function rolesOf(of: OrgConfig, group: string): readonly string[] {
  const made = Object.values(synthesised(of).template('OpsAccount').findResources('AWS::IAM::ManagedPolicy'));
  return made
    .filter(({ Properties }) => Properties.Description.startsWith(`Where the group ${group} may go`))
    .flatMap(({ Properties }) => listOf(Properties.PolicyDocument.Statement[0].Resource));
}

function accessRole(account: string, role: string): string {
  return `arn:aws:iam::${account}:role/orgstrap/orgstrap-access-${role}`;
}

describe('a group of people', () => {
  test('may become exactly its roles, in exactly the accounts of its environments', () => {
    expect(rolesOf(config, 'operators')).toEqual([
      accessRole('444444444444', 'admin'),
      accessRole('444444444444', 'viewer'),
      accessRole('777777777777', 'admin'),
      accessRole('777777777777', 'viewer'),
      accessRole('555555555555', 'admin'),
      accessRole('666666666666', 'admin'),
    ]);
    expect(rolesOf(config, 'developers')).toEqual([
      accessRole('444444444444', 'developer'),
      accessRole('777777777777', 'developer'),
    ]);
  });

  test('may do so after MFA only, and nothing else', () => {
    const access = policies.filter(([, { Properties }]) => Properties.Description.startsWith('Where the group'));
    expect(access).toHaveLength(2);
    for (const [, { Properties }] of access) {
      expect(Properties.PolicyDocument.Statement).toEqual([
        {
          Sid: 'SwitchIntoTheAccountsOfTheGroupAfterMfa',
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Resource: expect.anything(),
          Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
        },
      ]);
      expect(Properties.Groups).toHaveLength(1);
    }
  });

  test('has a name of its own on the path of people', () => {
    const groups = Object.values(template.findResources('AWS::IAM::Group')).map(({ Properties }) => Properties);
    expect(groups).toEqual(
      ['orgstrap-everybody', 'orgstrap-people-operators', 'orgstrap-people-developers'].map((GroupName) => ({
        GroupName,
        Path: '/orgstrap/people/',
      })),
    );
  });

  test('of many accounts has them in as many policies as that takes, each account once', () => {
    const access = [{ environment: 'dev', roles: ['viewer'] }];
    const everywhere: readonly PeopleGroup[] = [{ name: 'wide', access }];
    const many = orgConfig({
      environments: manyAccounts(200),
      pipelines: [],
      people: people({ groups: everywhere, signIn: { source: 'iamUsers', mfaMaxAgeHours: 8, users: [] } }),
    });
    expect(new Set(rolesOf(many, 'wide')).size).toBe(200);
    const more = { ...many, environments: manyAccounts(2_000) };
    expect(() => synthesised(more)).toThrow(expect.objectContaining({ code: 'TooManyPolicies' }));
  });
});

describe('a person', () => {
  test('is an IAM user on the path of people, in their groups and everybody’s, below the boundary', () => {
    const users = Object.values(template.findResources('AWS::IAM::User')).map(({ Properties }) => Properties);
    const [boundary] =
      policies.find(([, each]) => each.Properties.ManagedPolicyName === 'orgstrap-people-boundary') ?? [];
    const groupIds = Object.entries(template.findResources('AWS::IAM::Group'));
    const refTo = (name: string) => ({ Ref: groupIds.find(([, each]) => each.Properties.GroupName === name)?.[0] });
    const [everybody, operators, developers] = ['everybody', 'people-operators', 'people-developers'].map((name) =>
      refTo(`orgstrap-${name}`),
    );
    const common = { Path: '/orgstrap/people/', PermissionsBoundary: { Ref: boundary } };
    expect(users).toEqual([
      { ...common, UserName: 'ada', Groups: [everybody, operators, developers] },
      { ...common, UserName: 'grace@example.com', Groups: [everybody, developers] },
    ]);
  });

  test('has no password, no key and no device in the template', () => {
    const { Resources } = synthesised(config).plain('OpsAccount');
    expect([...new Set(Object.values(Resources).map(({ Type }) => Type))].sort()).toEqual([
      'AWS::IAM::Group',
      'AWS::IAM::ManagedPolicy',
      'AWS::IAM::User',
    ]);
    expect(JSON.stringify(Resources)).not.toMatch(/"LoginProfile"|"Password"|"Policies"|"ManagedPolicyArns"/);
  });

  test('touches no sign-in but their own, and no device but that of their name', () => {
    for (const description of ['What people may do to their own sign-in', 'What nobody who signs in']) {
      const [, policy] = policies.find(([, each]) => each.Properties.Description.startsWith(description)) ?? [];
      const statements: readonly { readonly Action: string | string[]; readonly Resource: string | string[] }[] =
        policy?.Properties.PolicyDocument.Statement;
      const writes = statements.filter(({ Action }) => /iam:(?!Get|List)/.test(JSON.stringify(Action)));
      expect(writes.length).toBeGreaterThan(0);
      for (const { Resource } of writes) {
        for (const resource of listOf(Resource)) {
          expect([
            'arn:aws:iam::333333333333:user/orgstrap/people/${aws:username}',
            'arn:aws:iam::333333333333:mfa/${aws:username}',
          ]).toContain(resource);
        }
      }
    }
  });
});

describe('logical ids', () => {
  const idsOf = (of: OrgConfig) => Object.entries(synthesised(of).plain('OpsAccount').Resources);
  const users: readonly Person[] = ['ada', 'grace', 'a.da', 'mary'].map((name) => ({ name, groups: ['developers'] }));

  test('do not change where people and groups change their places, and neither does anybody’s access', () => {
    const turned = { ...withUsers([...users].reverse()), groups: [...people().groups].reverse() };
    expect(Object.fromEntries(idsOf(orgConfig({ people: turned })))).toEqual(
      Object.fromEntries(idsOf(orgConfig({ people: withUsers(users) }))),
    );
  });

  test('of others do not change where somebody comes or goes', () => {
    const without = idsOf(orgConfig({ people: withUsers(users.slice(1)) }));
    const all = idsOf(orgConfig({ people: withUsers(users) }));
    expect(all).toEqual(expect.arrayContaining(without));
    expect(all.length).toBe(without.length + 1);
  });
});
