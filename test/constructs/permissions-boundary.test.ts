import { Match } from 'aws-cdk-lib/assertions';
import { synthesised } from '../support/assembly';
import { orgConfig } from '../support/org-config';

const template = synthesised(orgConfig({ terraform: { services: ['s3', 'lambda'] } })).template(
  'Member-ProductAccount',
);

/** The first eight digits of the id of the stack. */
const THIS_STACK = {
  'Fn::Select': [0, { 'Fn::Split': ['-', { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }] }],
};
const NAME = { 'Fn::Join': ['', ['orgstrap-boundary-', THIS_STACK]] };

function expectStatement(statement: Readonly<Record<string, unknown>>): void {
  template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
    ManagedPolicyName: NAME,
    Path: '/orgstrap/',
    PolicyDocument: { Statement: Match.arrayWith([Match.objectLike(statement)]) },
  });
}

test('the boundary caps everybody at the services of org.yaml, of which iam is one only where it is listed', () => {
  expectStatement({ Sid: 'OnlyTheServicesOfOrgYaml', Effect: 'Allow', Action: ['lambda:*', 's3:*'], Resource: '*' });
});

test('a role without this very boundary cannot be made or changed', () => {
  expectStatement({
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
  expectStatement({
    Sid: 'NobodyTakesABoundaryOff',
    Effect: 'Deny',
    Action: ['iam:DeleteRolePermissionsBoundary', 'iam:DeleteUserPermissionsBoundary'],
    Resource: '*',
  });
});

test('orgstrap’s own roles and policies, and the ways of AWS into an account, are out of reach', () => {
  expectStatement({
    Sid: 'NobodyBecomesAPrivilegedRole',
    Effect: 'Deny',
    Action: 'sts:AssumeRole',
    Resource: Match.arrayWith([
      'arn:aws:iam::*:role/orgstrap/*',
      'arn:aws:iam::*:role/stacksets-exec-*',
      'arn:aws:iam::*:role/OrganizationAccountAccessRole',
    ]),
  });
  expectStatement({
    Sid: 'NobodyWritesInIamOffTheWorkloadPath',
    Effect: 'Deny',
    Action: Match.arrayWith(['iam:Attach*', 'iam:Create*', 'iam:PassRole', 'iam:Put*', 'iam:Update*']),
    NotResource: [
      'arn:aws:iam::*:role/workload/*',
      'arn:aws:iam::*:policy/workload/*',
      'arn:aws:iam::*:instance-profile/workload/*',
      'arn:aws:iam::*:role/aws-service-role/*',
    ],
  });
});

test('StackSets, and the stacks that they made, are out of reach', () => {
  expectStatement({
    Effect: 'Deny',
    Action: ['cloudformation:*StackSet*', 'cloudformation:*StackInstances'],
    Resource: '*',
  });
  expectStatement({
    Effect: 'Deny',
    Action: Match.arrayWith(['cloudformation:Delete*', 'cloudformation:Update*']),
    Resource: Match.arrayWith([
      'arn:aws:cloudformation:*:*:stack/StackSet-*',
      'arn:aws:cloudformation:*:*:stack/orgstrap-*',
    ]),
  });
});

test('policies can be taken off what wears a boundary of orgstrap, be it of a stack that is gone', () => {
  expectStatement({
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
