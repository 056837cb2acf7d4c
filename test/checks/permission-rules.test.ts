import { CfnManagedPolicy, CfnRole, CfnUser } from 'aws-cdk-lib/aws-iam';
import { Aws, Fn } from 'aws-cdk-lib/core';
import { BOUNDARIES } from '../../lib/domain/names';
import { document, findings, policy, trust } from '../support/planted-findings';

describe('NoFullAccess', () => {
  test.each(['*', '**', 's3:*', 's3:**', 'resource-groups:*'])('refuses the action %s in a policy', (Action) => {
    expect(policy({ Action: ['s3:GetObject', Action], Resource: 'arn:aws:s3:::bucket' })).toEqual([
      `Orgstrap-NoFullAccess: Planted allows '${Action}'`,
    ]);
  });

  test('refuses service:* in a policy that has a boundary’s name and is attached to somebody', () => {
    const boundary = { managedPolicyName: 'orgstrap-boundary-1a2b3c4d' };
    expect(policy({ Action: 's3:*', Resource: '*' }, { ...boundary, roles: ['somebody'] })).toHaveLength(1);
    expect(policy({ Action: 's3:*', Resource: '*' }, { ...boundary, users: ['somebody'] })).toHaveLength(1);
    expect(policy({ Action: 's3:*', Resource: '*' }, { ...boundary, groups: ['everybody'] })).toHaveLength(1);
  });

  test('accepts parts of an action, denials, and service:* in a boundary', () => {
    expect(policy({ Action: ['s3:Get*', 's3:*Object'], Resource: '*' })).toEqual([]);
    expect(policy({ Effect: 'Deny', Action: ['*', 's3:*'], Resource: '*' })).toEqual([]);
    expect(policy({ Action: 's3:*', Resource: '*' }, { managedPolicyName: 'orgstrap-boundary-1a2b3c4d' })).toEqual([]);
    expect(policy({ Action: 's3:*', Resource: '*' }, { managedPolicyName: 'orgstrap-ci-boundary' })).toEqual([]);
  });
});

describe('NoBoundaryAsPermission', () => {
  test.each(BOUNDARIES)('refuses %s among the permissions of a principal', (name) => {
    expect(
      findings((stack) => {
        new CfnRole(stack, 'Role', {
          assumeRolePolicyDocument: {},
          managedPolicyArns: [`arn:aws:iam::${Aws.ACCOUNT_ID}:policy/orgstrap/${name}`],
        });
      }),
    ).toEqual([`Orgstrap-NoBoundaryAsPermission: it has the boundary ${name} as a permission`]);
  });

  test('refuses a boundary among the permissions of a principal, by its ARN or as a resource', () => {
    expect(
      findings((stack) => {
        new CfnRole(stack, 'Role', {
          assumeRolePolicyDocument: {},
          managedPolicyArns: [`arn:aws:iam::${Aws.ACCOUNT_ID}:policy/orgstrap/orgstrap-boundary-1a2b3c4d`],
        });
      }),
    ).toEqual(['Orgstrap-NoBoundaryAsPermission: it has the boundary orgstrap-boundary* as a permission']);
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
    ).toContainEqual(expect.stringContaining("Orgstrap-NoQuestionMark: Planted has a '?' in {"));
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
    ['iam:CreateServiceLinkedRole', 'arn:aws:iam::*:role/aws-service-role/rds.amazonaws.com/*'],
    ['sts:AssumeRole', 'arn:aws:iam::444444444444:role/orgstrap/orgstrap-terraform'],
    ['iam:Get*', '*'],
    ['iam:List*', '*'],
  ])('accepts %s on %s', (Action, Resource) => {
    expect(policy({ Action, Resource })).toEqual([]);
  });

  test('accepts all service-linked roles where services are named, or where none is made', () => {
    const Resource = 'arn:aws:iam::*:role/aws-service-role/*';
    const Condition = { StringEquals: { 'iam:AWSServiceName': ['rds.amazonaws.com', 'ecs.amazonaws.com'] } };
    const refused = [`Orgstrap-NoIamWriteOnAnyResource: Planted reaches '${Resource}'`];
    expect(policy({ Action: 'iam:CreateServiceLinkedRole', Resource, Condition })).toEqual([]);
    expect(policy({ Action: ['iam:DeleteServiceLinkedRole', 'iam:TagRole'], Resource })).toEqual([]);
    expect(policy({ Action: 'iam:CreateServiceLinkedRole', Resource })).toEqual(refused);
    expect(policy({ Action: ['iam:CreateServiceLinkedRole', 'iam:PutRolePolicy'], Resource, Condition })).toEqual(
      refused,
    );
    expect(policy({ Action: 'iam:*ServiceLinkedRole', Resource, Condition })).toEqual(refused);
    expect(policy({ Action: 'iam:UpdateAssumeRolePolicy', Resource })).toEqual(refused);
  });

  test('accepts it in a boundary, which grants nothing', () => {
    expect(
      policy({ Action: 'iam:PassRole', Resource: '*' }, { managedPolicyName: 'orgstrap-boundary-1a2b3c4d' }),
    ).toEqual([]);
  });
});

describe('NoIamWriteOnAnyResource, of who deploys', () => {
  const Resource = 'arn:aws:iam::333333333333:role/orgstrap/*';
  const Replication = 'arn:aws:iam::333333333333:role/orgstrap/orgstrap-replication-*';
  const through = (service: string) => ({ 'ForAnyValue:StringEquals': { 'aws:CalledVia': service } });
  const passed = (service: string) => ({ StringEquals: { 'iam:PassedToService': service } });

  test.each([
    [
      'what CloudFormation makes on the path of orgstrap',
      'iam:CreateRole',
      Resource,
      through('cloudformation.amazonaws.com'),
    ],
    [
      'a provider',
      'iam:CreateOpenIDConnectProvider',
      'arn:aws:iam::333333333333:oidc-provider/*',
      through('cloudformation.amazonaws.com'),
    ],
    ['the role of the trail', 'iam:PassRole', Resource, passed('cloudtrail.amazonaws.com')],
    ['the roles that copy states', 'iam:PassRole', Replication, passed('s3.amazonaws.com')],
  ])('accepts %s', (_, Action, resource, Condition) => {
    expect(policy({ Action, Resource: resource, Condition })).toEqual([]);
  });

  test.each([
    ['a call of its own', 'iam:CreateRole', Resource, undefined],
    ['another service', 'iam:CreateRole', Resource, through('servicecatalog.amazonaws.com')],
    ['another path', 'iam:CreateRole', 'arn:aws:iam::333333333333:role/*', through('cloudformation.amazonaws.com')],
    ['another account', 'iam:CreateRole', 'arn:aws:iam::*:role/orgstrap/*', through('cloudformation.amazonaws.com')],
    ['a role of another service', 'iam:PassRole', Resource, passed('lambda.amazonaws.com')],
    ['more than handing on a role', 'iam:CreateRole', Resource, passed('cloudtrail.amazonaws.com')],
    ['any role, for S3', 'iam:PassRole', Resource, passed('s3.amazonaws.com')],
    ['roles that copy states, for another service', 'iam:PassRole', Replication, passed('lambda.amazonaws.com')],
    [
      'roles that copy states, and more than handing them on',
      'iam:CreateRole',
      Replication,
      passed('s3.amazonaws.com'),
    ],
    [
      'roles that copy states, of any account',
      'iam:PassRole',
      'arn:aws:iam::*:role/orgstrap/orgstrap-replication-*',
      passed('s3.amazonaws.com'),
    ],
  ])('refuses the same with %s', (_, Action, resource, Condition) => {
    const found = policy({ Action, Resource: resource, ...(Condition && { Condition }) });
    expect(found).toEqual([expect.stringContaining(`Orgstrap-NoIamWriteOnAnyResource: Planted reaches '${resource}'`)]);
  });
});
