import type { OrgConfig } from '../../lib/domain/org-config';
import type { AccessRole, People, SignIn } from '../../lib/domain/people';
import { synthesised } from '../support/assembly';
import { orgConfig } from '../support/org-config';

const ROLES: readonly AccessRole[] = [
  { name: 'admin', permissions: { kind: 'built-in', role: 'admin' } },
  { name: 'developer', permissions: { kind: 'built-in', role: 'developer' } },
  { name: 'viewer', permissions: { kind: 'built-in', role: 'viewer' } },
  { name: 'data-1', permissions: { kind: 'own', services: ['s3'], managedPolicies: [] } },
  {
    name: 'data1',
    permissions: {
      kind: 'own',
      services: [],
      managedPolicies: [{ name: 'SecurityAudit', reason: 'Auditors look at everything once a quarter.' }],
    },
  },
];

const GROUPS: People['groups'] = [
  {
    name: 'operators',
    access: [
      { environment: 'dev', roles: ['admin'] },
      { environment: 'prod', roles: ['viewer', 'admin'] },
    ],
  },
  { name: 'developers', access: [{ environment: 'dev', roles: ['developer', 'data-1', 'data1'] }] },
];

const GROUP_IDS = {
  operators: '1f2e3d4c-aaaa-4bbb-8ccc-0123456789ab',
  developers: '2f2e3d4c-aaaa-4bbb-8ccc-0123456789ab',
};

function withSignIn(signIn: SignIn): OrgConfig {
  return orgConfig({ people: { sessionHours: 2, roles: ROLES, groups: GROUPS, signIn } });
}

const identityCenter: SignIn = {
  source: 'identityCenter',
  instance: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
  groupIds: GROUP_IDS,
};
const center = synthesised(withSignIn(identityCenter));
const users = synthesised(withSignIn({ source: 'iamUsers', mfaMaxAgeHours: 8, users: [] }));

/** What some policies of the member template say, each statement once. */
function statementsOf(assembly: typeof center, names: readonly string[]): readonly string[] {
  const policies = assembly.template('Member-AccessRoles').findResources('AWS::IAM::ManagedPolicy');
  const named = Object.values(policies).filter(({ Properties }) => names.includes(Properties.ManagedPolicyName));
  const statements = named.flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  return [...new Set(statements.map((statement) => JSON.stringify(statement)))].sort();
}

const permissionSets = Object.entries(center.template('PermissionSets').findResources('AWS::SSO::PermissionSet'));
const accessRoles = Object.values(users.template('Member-AccessRoles').findResources('AWS::IAM::Role'));

describe('IAM Identity Center', () => {
  test('has a permission set for every access role, with the same boundary and no other permissions', () => {
    const policies = users.template('Member-AccessRoles').findResources('AWS::IAM::ManagedPolicy');
    const nameOf = (arn: { readonly Ref: string } | string) =>
      typeof arn === 'string' ? arn : policies[arn.Ref]?.Properties.ManagedPolicyName;
    const inSets = permissionSets.map(([, { Properties: set }]) => ({
      name: `orgstrap-access-${set.Name.replace('orgstrap-', '')}`,
      policies: statementsOf(
        center,
        set.CustomerManagedPolicyReferences.map(({ Name }: { Name: string }) => Name),
      ),
      ofAws: set.ManagedPolicies,
      boundary: set.PermissionsBoundary.CustomerManagedPolicyReference.Name,
      seconds: Number(/^PT(\d+)H$/.exec(set.SessionDuration)?.[1]) * 3600,
    }));
    const inRoles = accessRoles.map(({ Properties: role }) => ({
      name: role.RoleName,
      policies: statementsOf(users, role.ManagedPolicyArns.map(nameOf)),
      ofAws: role.ManagedPolicyArns.filter((arn: unknown) => typeof arn === 'string'),
      boundary: nameOf(role.PermissionsBoundary),
      seconds: role.MaxSessionDuration,
    }));
    expect(inSets).toHaveLength(ROLES.length);
    expect(inSets).toEqual(inRoles);
  });

  test('finds these policies in every product account, under the path that it names', () => {
    const inAccounts = Object.values(center.template('Member-AccessRoles').findResources('AWS::IAM::ManagedPolicy'));
    const made = new Set(inAccounts.map(({ Properties }) => `${Properties.Path}${Properties.ManagedPolicyName}`));
    for (const [, { Properties: set }] of permissionSets) {
      const boundary = set.PermissionsBoundary.CustomerManagedPolicyReference;
      for (const { Path, Name } of [...set.CustomerManagedPolicyReferences, boundary]) {
        expect(made).toContain(`${Path}${Name}`);
      }
    }
  });

  test('assigns to each group exactly the roles and the accounts that IAM users of the group may become', () => {
    const roleBehind = new Map(
      permissionSets.map(([id, { Properties }]) => [id, Properties.Name.replace('orgstrap-', '')]),
    );
    const assigned = ['dev', 'stage', 'prod'].flatMap((environment) =>
      Object.values(center.template(`Assignments-${environment}`).findResources('AWS::SSO::Assignment')).map(
        ({ Properties: { PrincipalId, TargetId, PermissionSetArn } }) => {
          const set = [...roleBehind.keys()].find((id) =>
            PermissionSetArn['Fn::GetStackOutput'].OutputName.includes(`FnGetAtt${id}`),
          );
          return `${PrincipalId} ${TargetId} ${roleBehind.get(String(set))}`;
        },
      ),
    );
    const allowed = Object.values(users.template('OpsAccount').findResources('AWS::IAM::ManagedPolicy'))
      .filter(({ Properties }) => Properties.Description.startsWith('Where the group'))
      .flatMap(({ Properties: { Description, PolicyDocument } }) => {
        const group = Object.entries(GROUP_IDS).find(([name]) => Description.includes(`group ${name} `));
        return [PolicyDocument.Statement[0].Resource].flat().map((arn: string) => {
          const [, account, role] = /^arn:aws:iam::(\d+):role\/orgstrap\/orgstrap-access-(.+)$/.exec(arn) ?? [];
          return `${group?.[1]} ${account} ${role}`;
        });
      });
    expect(allowed).toHaveLength(6);
    expect([...assigned].sort()).toEqual([...allowed].sort());
  });

  test('leaves no role to switch to, and nobody to sign in, outside of Identity Center', () => {
    expect(center.template('Member-AccessRoles').findResources('AWS::IAM::Role')).toEqual({});
    expect(center.stacks).not.toContain('OpsAccount');
  });

  test('keeps the stack of an environment in which nobody is assigned, which the CDK CLI would delete without a resource', () => {
    const nobody = GROUPS.map((group) => ({
      ...group,
      access: group.access.filter((one) => one.environment !== 'prod'),
    }));
    const assigned = synthesised(
      orgConfig({ people: { sessionHours: 2, roles: ROLES, groups: nobody, signIn: identityCenter } }),
    ).template('Assignments-prod');
    expect(assigned.findResources('AWS::SSO::Assignment')).toEqual({});
    assigned.resourceCountIs('AWS::CloudFormation::WaitConditionHandle', 1);
  });

  test('is assigned after the policies are in the accounts of the environment', () => {
    expect(center.stack('Assignments-dev').dependencies).toContain('PermissionSets');
    expect(center.stack('PermissionSets').dependencies).toContain('AccessRoles-prod');
  });
});
