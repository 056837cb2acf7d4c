import { CfnStackSet } from 'aws-cdk-lib/aws-cloudformation';
import {
  CfnGroup,
  CfnGroupPolicy,
  CfnManagedPolicy,
  type CfnManagedPolicyProps,
  CfnPolicy,
  CfnRole,
  CfnRolePolicy,
  CfnUser,
  CfnUserPolicy,
} from 'aws-cdk-lib/aws-iam';
import { App, Aws, CfnParameter, Fn, Stack } from 'aws-cdk-lib/core';
import { OrgstrapChecks } from '../../lib/checks/orgstrap-checks';

/** What the pack says about what is put into a stack, one line for each finding. */
function findings(plant: (stack: Stack) => void): readonly string[] {
  const stack = new Stack(new App(), 'Planted');
  plant(stack);
  const { success, violations } = new OrgstrapChecks().validateScope(stack);
  expect(success).toBe(violations.length === 0);
  return violations.map(
    ({ ruleName, description }) => `${ruleName}: ${description.split(/: | aws:Principal/, 1).join()}`,
  );
}

interface Planted {
  readonly Effect?: 'Allow' | 'Deny';
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

function document(statement: Planted): unknown {
  return { Version: '2012-10-17', Statement: [{ Sid: 'Planted', Effect: 'Allow', ...statement }] };
}

function policy(statement: Planted, props: Partial<CfnManagedPolicyProps> = {}): readonly string[] {
  return findings((stack) => {
    new CfnManagedPolicy(stack, 'Policy', { policyDocument: document(statement), ...props });
  });
}

function trust(statement: Planted): readonly string[] {
  return findings((stack) => {
    new CfnRole(stack, 'Role', {
      assumeRolePolicyDocument: document({ Action: 'sts:AssumeRole', ...statement }),
    });
  });
}

describe('NoFullAccess', () => {
  test.each(['*', '**', 's3:*', 's3:**', 'resource-groups:*'])('refuses the action %s in a policy', (Action) => {
    expect(policy({ Action: ['s3:GetObject', Action], Resource: 'arn:aws:s3:::bucket' })).toEqual([
      `Orgstrap-NoFullAccess: Planted allows '${Action}'`,
    ]);
  });

  test('refuses service:* in a policy that has a boundary’s name and is attached to somebody', () => {
    const boundary = { managedPolicyName: 'orgstrap-boundary' };
    expect(policy({ Action: 's3:*', Resource: '*' }, { ...boundary, roles: ['somebody'] })).toHaveLength(1);
    expect(policy({ Action: 's3:*', Resource: '*' }, { ...boundary, users: ['somebody'] })).toHaveLength(1);
    expect(policy({ Action: 's3:*', Resource: '*' }, { ...boundary, groups: ['everybody'] })).toHaveLength(1);
  });

  test('accepts parts of an action, denials, and service:* in a boundary', () => {
    expect(policy({ Action: ['s3:Get*', 's3:*Object'], Resource: '*' })).toEqual([]);
    expect(policy({ Effect: 'Deny', Action: ['*', 's3:*'], Resource: '*' })).toEqual([]);
    expect(policy({ Action: 's3:*', Resource: '*' }, { managedPolicyName: 'orgstrap-boundary' })).toEqual([]);
    expect(policy({ Action: 's3:*', Resource: '*' }, { managedPolicyName: 'orgstrap-ci-boundary' })).toEqual([]);
  });
});

describe('NoBoundaryAsPermission', () => {
  test('refuses a boundary among the permissions of a principal, by its ARN or as a resource', () => {
    expect(
      findings((stack) => {
        new CfnRole(stack, 'Role', {
          assumeRolePolicyDocument: {},
          managedPolicyArns: [`arn:aws:iam::${Aws.ACCOUNT_ID}:policy/orgstrap/orgstrap-boundary`],
        });
      }),
    ).toEqual(['Orgstrap-NoBoundaryAsPermission: it has the boundary orgstrap-boundary as a permission']);
    expect(
      findings((stack) => {
        const boundary = new CfnManagedPolicy(stack, 'Boundary', {
          managedPolicyName: 'orgstrap-ci-boundary',
          policyDocument: document({ Action: 's3:*', Resource: '*' }),
        });
        new CfnUser(stack, 'User', { managedPolicyArns: [boundary.ref] });
      }),
    ).toEqual(['Orgstrap-NoBoundaryAsPermission: it has the boundary orgstrap-ci-boundary as a permission']);
  });

  test('accepts other policies as permissions, and a boundary as a boundary', () => {
    expect(
      findings((stack) => {
        const permissionsBoundary = `arn:aws:iam::${Aws.ACCOUNT_ID}:policy/orgstrap/orgstrap-boundary`;
        const other = new CfnManagedPolicy(stack, 'Other', {
          policyDocument: document({ Action: 's3:GetObject', Resource: '*' }),
        });
        new CfnRole(stack, 'Role', {
          assumeRolePolicyDocument: {},
          permissionsBoundary,
          managedPolicyArns: [other.ref],
        });
      }),
    ).toEqual([]);
  });
});

describe('NoNotAction', () => {
  test('refuses NotAction in an Allow', () => {
    expect(policy({ NotAction: 's3:GetObject', Resource: '*' })).toEqual([
      'Orgstrap-NoNotAction: Planted allows everything but a list of actions',
    ]);
  });

  test('refuses NotResource in an Allow, in which no rule looks for wildcards', () => {
    expect(policy({ Action: 's3:GetObject', NotResource: 'arn:aws:s3:::bucket' })).toEqual([
      'Orgstrap-NoNotAction: Planted allows everything but a list of resources',
    ]);
  });

  test('accepts both in a Deny', () => {
    expect(policy({ Effect: 'Deny', NotAction: 's3:GetObject', Resource: '*' })).toEqual([]);
    expect(policy({ Effect: 'Deny', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::bucket' })).toEqual([]);
  });
});

describe('NoQuestionMark', () => {
  test('refuses it in an action, in a resource, and in the condition of a trust', () => {
    expect(policy({ Action: 's3:Get?bject', Resource: 'arn:aws:s3:::bucket/key' })).toEqual([
      "Orgstrap-NoQuestionMark: Planted has a '?' in s3:Get?bject",
    ]);
    expect(policy({ Action: 's3:GetObject', Resource: ['arn:aws:s3:::bucket/ke?'] })).toEqual([
      "Orgstrap-NoQuestionMark: Planted has a '?' in arn:aws:s3:::bucket/ke?",
    ]);
    expect(
      trust({ Principal: { Federated: 'idp' }, Condition: { StringLike: { 'idp:sub': 'repo:acme/shop?' } } }),
    ).toEqual([expect.stringContaining("Orgstrap-NoQuestionMark: Planted has a '?' in {")]);
  });

  test('accepts a policy without one, and one in a Deny', () => {
    expect(policy({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::bucket/key' })).toEqual([]);
    expect(policy({ Effect: 'Deny', Action: 's3:Get?bject', Resource: '*' })).toEqual([]);
  });
});

describe('NoIamWriteOnAnyResource', () => {
  test.each([
    ['iam:CreateRole', '*'],
    ['iam:PassRole', 'arn:aws:iam::444444444444:role/*'],
    ['IAM:passrole', '*'],
    ['sts:AssumeRole', 'arn:aws:iam::*:role/orgstrap/orgstrap-terraform'],
    ['iam:CreateServiceLinkedRole', 'arn:aws:iam::444444444444:role/aws-service-role/*'],
    ['iam:Put*', '*'],
    ['iam:PassRole', 'arn:aws:iam::444444444444:role/workload*'],
    ['iam:PassRole', 'arn:aws:iam::*:role/workload/*'],
    ['iam:PassRole', 'arn:aws:iam::444444444444:role/*:role/workload/*'],
    ['iam:PassRole', 'arn:aws:iam::444444444444:role/workload/*/../*'],
  ])('refuses %s on %s', (Action, Resource) => {
    expect(policy({ Action, Resource })).toEqual([`Orgstrap-NoIamWriteOnAnyResource: Planted reaches '${Resource}'`]);
  });

  test('refuses a wildcard that is put together from parts', () => {
    const Resource = Fn.join('', ['arn:', Aws.PARTITION, ':iam::', Aws.ACCOUNT_ID, ':role/*']);
    expect(policy({ Action: 'iam:PassRole', Resource })).toEqual([
      expect.stringContaining('Orgstrap-NoIamWriteOnAnyResource: Planted reaches '),
    ]);
  });

  test.each([
    ['iam:PassRole', 'arn:aws:iam::444444444444:role/workload/*'],
    ['iam:CreatePolicy', 'arn:aws:iam::444444444444:policy/workload/*'],
    ['iam:CreateInstanceProfile', 'arn:aws:iam::444444444444:instance-profile/workload/*'],
    ['iam:PassRole', `arn:aws:iam::${Aws.ACCOUNT_ID}:role/workload/*`],
    ['iam:CreateServiceLinkedRole', 'arn:aws:iam::444444444444:role/aws-service-role/rds.amazonaws.com/*'],
    ['sts:AssumeRole', 'arn:aws:iam::444444444444:role/orgstrap/orgstrap-terraform'],
    ['iam:Get*', '*'],
    ['iam:List*', '*'],
  ])('accepts %s on %s', (Action, Resource) => {
    expect(policy({ Action, Resource })).toEqual([]);
  });

  test('accepts it in a boundary, which grants nothing', () => {
    expect(policy({ Action: 'iam:PassRole', Resource: '*' }, { managedPolicyName: 'orgstrap-boundary' })).toEqual([]);
  });
});

describe('OrganizationInTrust', () => {
  const Principal = { AWS: 'arn:aws:iam::222222222222:root' };
  const organization = { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } };
  const principal = { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::222222222222:role/orgstrap/ci' } };

  test('refuses a trust without the organization', () => {
    expect(trust({ Principal, Condition: principal })).toEqual([
      'Orgstrap-OrganizationInTrust: Planted has no StringEquals',
    ]);
  });

  test('refuses an operator that a missing organization or a wildcard gets past', () => {
    for (const operator of ['StringEqualsIfExists', 'StringLike', 'ForAllValues:StringEquals']) {
      const Condition = { ...principal, [operator]: { 'aws:PrincipalOrgID': 'o-*' } };
      expect(trust({ Principal, Condition })).toEqual(['Orgstrap-OrganizationInTrust: Planted has no StringEquals']);
    }
  });

  test('refuses a trust in a whole account', () => {
    expect(trust({ Principal, Condition: organization })).toEqual([
      'Orgstrap-OrganizationInTrust: Planted has no ArnEquals',
    ]);
    const ArnLike = principal.ArnEquals;
    expect(trust({ Principal, Condition: { ...organization, ArnLike } })).toHaveLength(1);
  });

  test.each(['arn:aws:iam::222222222222:role/orgstrap/*', 'arn:aws:iam::222222222222:user/*'])(
    'refuses %s',
    (pattern) => {
      const ArnEquals = { 'aws:PrincipalArn': ['arn:aws:iam::222222222222:role/orgstrap/ci', pattern] };
      expect(trust({ Principal, Condition: { ...organization, ArnEquals } })).toEqual([
        'Orgstrap-OrganizationInTrust: Planted has a wildcard in ArnEquals',
      ]);
    },
  );

  test('refuses everybody, in both ways to write it', () => {
    expect(trust({ Principal: '*' })).toHaveLength(2);
    expect(trust({ Principal: { AWS: '*' } })).toHaveLength(2);
  });

  test('accepts named principals of the organization, given by a parameter, too, and services', () => {
    expect(trust({ Principal, Condition: { ...organization, ...principal } })).toEqual([]);
    expect(trust({ Principal: { Service: 'lambda.amazonaws.com' } })).toEqual([]);
    expect(
      findings((stack) => {
        const roles = new CfnParameter(stack, 'Roles', { type: 'CommaDelimitedList' }).valueAsList;
        const Condition = { ...organization, ArnEquals: { 'aws:PrincipalArn': roles } };
        new CfnRole(stack, 'Role', {
          assumeRolePolicyDocument: {
            Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', Condition }],
          },
        });
      }),
    ).toEqual([]);
  });
});

describe('NoInlinePolicy', () => {
  const inline = { policyName: 'inline', policyDocument: {} };
  const principals = { roles: ['r'], users: ['u'], groups: ['g'] };

  test.each<[string, (stack: Stack) => unknown]>([
    ['a role with one', (stack) => new CfnRole(stack, 'X', { assumeRolePolicyDocument: {}, policies: [inline] })],
    ['a user with one', (stack) => new CfnUser(stack, 'X', { policies: [inline] })],
    ['a group with one', (stack) => new CfnGroup(stack, 'X', { policies: [inline] })],
    ['AWS::IAM::Policy', (stack) => new CfnPolicy(stack, 'X', { ...inline, ...principals })],
    ['AWS::IAM::RolePolicy', (stack) => new CfnRolePolicy(stack, 'X', { ...inline, roleName: 'r' })],
    ['AWS::IAM::UserPolicy', (stack) => new CfnUserPolicy(stack, 'X', { ...inline, userName: 'u' })],
    ['AWS::IAM::GroupPolicy', (stack) => new CfnGroupPolicy(stack, 'X', { ...inline, groupName: 'g' })],
  ])('refuses %s', (_, plant) => {
    expect(findings(plant)).toEqual([expect.stringMatching(/^Orgstrap-NoInlinePolicy: it (has|is an) inline polic/)]);
  });

  test('accepts principals without one', () => {
    expect(
      findings((stack) => {
        new CfnRole(stack, 'Role', { assumeRolePolicyDocument: {} });
        new CfnUser(stack, 'User');
        new CfnGroup(stack, 'Group');
      }),
    ).toEqual([]);
  });
});

describe('StackSetTargets', () => {
  function stackSet(props: {
    readonly filter?: string;
    readonly autoDeployment?: CfnStackSet.AutoDeploymentProperty;
    readonly parameterOverrides?: CfnStackSet.ParameterProperty[];
  }): readonly string[] {
    return findings((stack) => {
      new CfnStackSet(stack, 'StackSet', {
        stackSetName: 'planted',
        permissionModel: 'SERVICE_MANAGED',
        autoDeployment: props.autoDeployment,
        stackInstancesGroup: [
          {
            regions: ['eu-west-1'],
            deploymentTargets: { organizationalUnitIds: ['r-abcd'], accountFilterType: props.filter },
            parameterOverrides: props.parameterOverrides,
          },
        ],
      });
    });
  }

  test('refuses UNION', () => {
    expect(stackSet({ filter: 'UNION', autoDeployment: { enabled: false } })).toEqual([
      'Orgstrap-StackSetTargets: CloudFormation refuses AccountFilterType UNION in a template',
    ]);
  });

  test('refuses auto-deployment with an account filter', () => {
    expect(
      stackSet({ filter: 'INTERSECTION', autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false } }),
    ).toEqual(['Orgstrap-StackSetTargets: auto-deployment ignores account filters']);
  });

  test('refuses to say what becomes of stacks without auto-deployment', () => {
    expect(stackSet({ autoDeployment: { enabled: false, retainStacksOnAccountRemoval: false } })).toEqual([
      expect.stringContaining('Orgstrap-StackSetTargets: RetainStacksOnAccountRemoval means nothing'),
    ]);
  });

  test('refuses parameter overrides, which an account that joins later would not get', () => {
    expect(
      stackSet({ autoDeployment: { enabled: true }, parameterOverrides: [{ parameterKey: 'A', parameterValue: 'b' }] }),
    ).toEqual(['Orgstrap-StackSetTargets: parameter overrides are lost on accounts that join later']);
  });

  test('accepts one account without auto-deployment, and organizational units with it', () => {
    expect(stackSet({ filter: 'INTERSECTION', autoDeployment: { enabled: false } })).toEqual([]);
    expect(stackSet({ autoDeployment: { enabled: true, retainStacksOnAccountRemoval: true } })).toEqual([]);
  });
});
