import { TEMPLATE_LIMIT, templateSize } from '../../lib/checks/template-size';
import type { PrincipalArn } from '../../lib/domain/ids';
import { listOf } from '../../lib/domain/json';
import type { OrgConfig } from '../../lib/domain/org-config';
import type { Person } from '../../lib/domain/people';
import type { StatementJson } from '../../lib/iam/policy-document';
import { synthesised } from '../support/assembly';
import { orgConfig, sharedOpsConfig } from '../support/org-config';
import { identityCenterPeople, people } from '../support/people';

const OPERATORS = [
  'arn:aws:iam::333333333333:role/platform/operator',
  'arn:aws:iam::111111111111:user/first.operator',
].map((arn) => arn as PrincipalArn);

const operated = orgConfig({ operators: OPERATORS, people: people() });
const assembly = synthesised(operated);
const inOps = assembly.template('OpsAccount');
const inProduct = assembly.template('Member-OperatorRoles');

type Document = { readonly Statement: readonly StatementJson[] };

/** What the role of a template may do, statement by statement. */
function statementsOf(template: typeof inOps): readonly StatementJson[] {
  return Object.values(template.findResources('AWS::IAM::ManagedPolicy'))
    .filter(({ Properties }) => Properties.Description.startsWith('What operators may do to people'))
    .flatMap(({ Properties }): readonly StatementJson[] => (Properties.PolicyDocument as Document).Statement);
}

function roleNames(config: OrgConfig, stack: string): readonly unknown[] {
  const roles = synthesised(config).template(stack).findResources('AWS::IAM::Role');
  return Object.values(roles).map(({ Properties }) => Properties.RoleName);
}

describe('the people operator role', () => {
  test.each([
    ['the Ops account', inOps],
    ['a product account', inProduct],
  ])('of %s trusts exactly the operators, inside the organization, below a boundary of its own', (_, template) => {
    const [[boundary] = []] = Object.entries(
      template.findResources('AWS::IAM::ManagedPolicy', {
        Properties: { ManagedPolicyName: 'orgstrap-people-operator-boundary' },
      }),
    );
    template.hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'orgstrap-people-operator',
      Path: '/orgstrap/',
      PermissionsBoundary: { Ref: boundary },
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'OnlyOperatorsBecomeThePeopleOperatorRole',
            Effect: 'Allow',
            Principal: { AWS: ['arn:aws:iam::333333333333:root', 'arn:aws:iam::111111111111:root'] },
            Action: 'sts:AssumeRole',
            Condition: {
              ArnEquals: { 'aws:PrincipalArn': OPERATORS },
              StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' },
            },
          },
        ],
      },
    });
  });

  test('reaches in Ops the people, the devices and the groups of org.yaml, each by its exact name', () => {
    expect(statementsOf(inOps).map(({ Sid, Resource }) => ({ Sid, Resource: listOf(Resource) }))).toEqual([
      {
        Sid: 'InvitePeopleAndShutThemOut',
        Resource: ['ada', 'grace@example.com'].map((name) => `arn:aws:iam::333333333333:user/orgstrap/people/${name}`),
      },
      {
        Sid: 'RemoveTheDevicesOfPeopleWhoAreShutOut',
        Resource: ['ada', 'grace@example.com'].map((name) => `arn:aws:iam::333333333333:mfa/${name}`),
      },
      {
        Sid: 'TakePeopleOutOfTheirGroupsAndBackIntoThem',
        Resource: ['everybody', 'people-operators', 'people-developers'].map(
          (name) => `arn:aws:iam::333333333333:group/orgstrap/people/orgstrap-${name}`,
        ),
      },
    ]);
  });

  test('puts nobody into a group without members: operators could become nobody of it', () => {
    const { groups } = people();
    const emergency = groups.slice(0, 1).map((group) => ({ ...group, name: 'emergency' }));
    const config = orgConfig({ operators: OPERATORS, people: people({ groups: [...groups, ...emergency] }) });
    const template = synthesised(config).template('OpsAccount');
    const joined = statementsOf(template).filter(({ Action }) => listOf(Action).includes('iam:AddUserToGroup'));
    const resources = JSON.stringify(joined);
    expect([resources.includes('people-developers'), resources.includes('people-emergency')]).toEqual([true, false]);
  });

  test('makes nobody a key: it could work as them, unseen', () => {
    const actions = statementsOf(inOps).flatMap(({ Action }) => listOf(Action));
    for (const action of ['iam:CreateAccessKey', 'iam:EnableMFADevice', 'iam:CreateUser']) {
      expect(actions).not.toContain(action);
    }
  });

  test('does in a product account two things with the access roles of org.yaml: it closes and opens them, and ends sessions in them', () => {
    const accessRoles = ['admin', 'developer', 'viewer'].map((role) => ({
      'Fn::Join': ['', ['arn:aws:iam::', { Ref: 'AWS::AccountId' }, `:role/orgstrap/orgstrap-access-${role}`]],
    }));
    const closed = {
      'Fn::Join': ['', ['arn:aws:iam::', { Ref: 'AWS::AccountId' }, ':policy/orgstrap/orgstrap-access-closed']],
    };
    const boundary = {
      'Fn::Join': ['', ['arn:aws:iam::', { Ref: 'AWS::AccountId' }, ':policy/orgstrap/orgstrap-access-boundary']],
    };
    expect(statementsOf(inProduct)).toEqual([
      {
        Sid: 'CloseAccessRolesAndOpenThemAgain',
        Effect: 'Allow',
        Action: ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'],
        Resource: accessRoles,
        Condition: { ArnEquals: { 'iam:PolicyARN': closed } },
      },
      {
        Sid: 'EndTheSessionsOfOnePersonInRolesThatWearTheirBoundary',
        Effect: 'Allow',
        Action: ['iam:DeleteRolePolicy', 'iam:PutRolePolicy'],
        Resource: accessRoles,
        Condition: { ArnEquals: { 'iam:PermissionsBoundary': boundary } },
      },
      {
        Sid: 'SeeWhichAccessRolesAreClosed',
        Effect: 'Allow',
        Action: ['iam:GetRolePolicy', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'],
        Resource: accessRoles,
      },
    ]);
  });

  test('has the policy to close with beside it, which denies everything and is attached to nobody', () => {
    assembly.template('Member-AccessRoles').hasResourceProperties('AWS::IAM::ManagedPolicy', {
      ManagedPolicyName: 'orgstrap-access-closed',
      Path: '/orgstrap/',
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Sid: 'NobodyWorksAsThisRoleUntilItIsOpenedAgain', Effect: 'Deny', Action: '*', Resource: '*' }],
      },
    });
    const [[closed] = []] = Object.entries(
      assembly.template('Member-AccessRoles').findResources('AWS::IAM::ManagedPolicy', {
        Properties: { ManagedPolicyName: 'orgstrap-access-closed' },
      }),
    );
    expect(closed).toBeDefined();
    expect(assembly.text('Member-AccessRoles.template.json')).not.toContain(`"Ref":"${closed}"`);
  });
});

describe('where there is no people operator role', () => {
  test('is an organization without operators, and neither is the policy to close with', () => {
    const without = orgConfig({ people: people() });
    expect(roleNames(without, 'OpsAccount')).toEqual([]);
    expect(roleNames(without, 'Member-AccessRoles')).not.toContain('orgstrap-people-operator');
    expect(synthesised(without).text('Member-AccessRoles.template.json')).not.toContain('orgstrap-access-closed');
  });

  test('is an organization with Identity Center, which has its own way to end sessions', () => {
    const center = orgConfig({ operators: OPERATORS, people: identityCenterPeople() });
    expect(roleNames(center, 'Member-AccessRoles')).toEqual([]);
    expect(roleNames(center, 'OpsAccount')).toEqual(['orgstrap-auditor']);
  });
});

describe('the Ops account of an organization with operators', () => {
  test('has the auditor role beside it, unless it is the Terraform account, whose stack has it', () => {
    expect(roleNames(operated, 'OpsAccount')).toEqual(['orgstrap-auditor', 'orgstrap-people-operator']);
    const shared = { ...sharedOpsConfig(), operators: OPERATORS, people: people() };
    expect(roleNames(shared, 'OpsAccount')).toEqual(['orgstrap-people-operator']);
  });

  test('has it without people, too, and is no stack without both', () => {
    expect(roleNames(orgConfig({ operators: OPERATORS }), 'OpsAccount')).toEqual(['orgstrap-auditor']);
    expect(synthesised(sharedOpsConfig({ operators: OPERATORS })).stacks).not.toContain('OpsAccount');
    expect(synthesised(orgConfig()).stacks).not.toContain('OpsAccount');
  });
});

test('seventy people fit into the policies and the template of the Ops account', () => {
  const users: readonly Person[] = Array.from({ length: 70 }, (_, index) => ({
    name: `person-${index}`.padEnd(20, 'x'),
    groups: ['developers'],
  }));
  const many = orgConfig({
    operators: OPERATORS,
    people: people({ signIn: { source: 'iamUsers', mfaMaxAgeHours: 8, users } }),
  });
  expect(templateSize(synthesised(many).text('OpsAccount.template.json'))).toBeLessThan(TEMPLATE_LIMIT);
});
