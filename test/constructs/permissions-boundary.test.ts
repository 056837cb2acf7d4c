import { Match } from 'aws-cdk-lib/assertions';
import { synthesised } from '../support/assembly';
import { orgConfig } from '../support/org-config';

const template = synthesised(orgConfig({ terraform: { services: ['s3', 'lambda'] } })).template(
  'Member-ProductAccount',
);

/** Where Terraform makes roles. */
const withIam = synthesised(orgConfig({ terraform: { services: ['iam', 'lambda'] } })).template(
  'Member-ProductAccount',
);

/** The first eight digits of the id of the stack. */
const THIS_STACK = {
  'Fn::Select': [0, { 'Fn::Split': ['-', { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }] }],
};
const NAME = { 'Fn::Join': ['', ['orgstrap-boundary-', THIS_STACK]] };

function expectStatement(statement: Readonly<Record<string, unknown>>, where = template): void {
  where.hasResourceProperties('AWS::IAM::ManagedPolicy', {
    ManagedPolicyName: NAME,
    Path: '/orgstrap/',
    PolicyDocument: { Statement: Match.arrayWith([Match.objectLike(statement)]) },
  });
}

function expectStatementWithIam(statement: Readonly<Record<string, unknown>>): void {
  expectStatement(statement, withIam);
}

test('the boundary caps everybody at the services of org.yaml, and workloads at those without secrets, keys and data', () => {
  expectStatement({ Sid: 'OnlyTheServicesOfOrgYaml', Effect: 'Allow', Action: 'lambda:*', Resource: '*' });
  expectStatement({
    Sid: 'OnlyTerraformReachesTheOthers',
    Effect: 'Allow',
    Action: 's3:*',
    Resource: '*',
    Condition: {
      ArnLike: {
        'aws:PrincipalArn': { 'Fn::Join': ['', ['arn:aws:iam::', { Ref: 'AWS::AccountId' }, ':role/orgstrap/*']] },
      },
    },
  });
});

test('a role without this very boundary cannot be made or changed', () => {
  expectStatementWithIam({
    Sid: 'EveryRoleWearsTheBoundaryOfWorkloads',
    Effect: 'Deny',
    Action: Match.arrayWith([
      'iam:AttachRolePolicy',
      'iam:CreateRole',
      'iam:PutRolePermissionsBoundary',
      'iam:PutRolePolicy',
    ]),
    Resource: '*',
    Condition: {
      ArnNotEquals: {
        'iam:PermissionsBoundary': {
          'Fn::Join': [
            '',
            ['arn:aws:iam::', { Ref: 'AWS::AccountId' }, ':policy/orgstrap/orgstrap-boundary-', THIS_STACK],
          ],
        },
      },
    },
  });
  expectStatementWithIam({
    Sid: 'NobodyTakesABoundaryOff',
    Effect: 'Deny',
    Action: 'iam:Delete*PermissionsBoundary',
    Resource: '*',
  });
});

test('orgstrap’s own roles and policies, and the ways of AWS into an account, are out of reach', () => {
  expectStatementWithIam({
    Sid: 'NobodyBecomesAPrivilegedRole',
    Effect: 'Deny',
    Action: 'sts:AssumeRole',
    NotResource: { 'Fn::Join': ['', ['arn:aws:iam::', { Ref: 'AWS::AccountId' }, ':role/workload/*']] },
  });
  expectStatementWithIam({
    Sid: 'NobodyWritesInIamOffTheWorkloadPath',
    Effect: 'Deny',
    Action: ['iam:A*', 'iam:C*', 'iam:D*', 'iam:E*', 'iam:P*', 'iam:R*', 'iam:Se*', 'iam:T*', 'iam:U*'],
    NotResource: [
      'arn:aws:iam::*:role/workload/*',
      'arn:aws:iam::*:policy/workload/*',
      'arn:aws:iam::*:instance-profile/workload/*',
      'arn:aws:iam::*:role/aws-service-role/*',
      'arn:aws:iam::*:oidc-provider/oidc.eks.*',
    ],
  });
});

test('StackSets are out of reach because no service of CloudFormation is listed, and nothing repeats that', () => {
  expect(JSON.stringify(withIam.toJSON())).not.toContain('cloudformation:');
});

test('policies can be taken off what wears a boundary of orgstrap, be it of a stack that is gone', () => {
  expectStatementWithIam({
    Sid: 'OnlyRolesOfWorkloadsLosePolicies',
    Effect: 'Deny',
    Action: ['iam:DeleteRolePolicy', 'iam:DetachRolePolicy'],
    Resource: '*',
    Condition: {
      ArnNotEquals: {
        'iam:PermissionsBoundary': {
          'Fn::Join': ['', ['arn:aws:iam::', { Ref: 'AWS::AccountId' }, ':policy/orgstrap/orgstrap-boundary*']],
        },
      },
    },
  });
});

test('the boundary stays when its stack goes, and not when its creation fails', () => {
  template.hasResource('AWS::IAM::ManagedPolicy', {
    Properties: { ManagedPolicyName: NAME },
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
  });
});

test('the boundary is a policy and nothing else: it is attached to nobody', () => {
  template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
    ManagedPolicyName: NAME,
    Groups: Match.absent(),
    Roles: Match.absent(),
    Users: Match.absent(),
  });
});
