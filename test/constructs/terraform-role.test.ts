import { Match, Template } from 'aws-cdk-lib/assertions';
import { App, Aws, Stack } from 'aws-cdk-lib/core';
import { managedPolicies } from '../../lib/constructs/managed-policy';
import { ACCESSES } from '../../lib/domain/ci-identity';
import { terraformRoles } from '../../lib/policies/terraform-roles';
import { OF_PRODUCTS } from '../policies/services/shipped';
import { synthesised } from '../support/assembly';
import { orgConfig } from '../support/org-config';

const assembly = synthesised(orgConfig());
const template = assembly.template('Member-ProductAccount');
const BOUNDARY = { Ref: Match.stringLikeRegexp('^BoundaryPolicy') };

describe('the Terraform role of a product account', () => {
  test('trusts the CI Terraform roles that the StackSet names, inside the organization, and nobody else', () => {
    template.resourceCountIs('AWS::IAM::Role', ACCESSES.length);
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'OnlyCiTerraformRolesOfThisEnvironmentBecomeThisRole',
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::222222222222:root' },
            Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
            Condition: {
              ArnEquals: { 'aws:PrincipalArn': { Ref: 'CiTerraformRoleArns' } },
              StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' },
            },
          },
        ],
      },
    });
  });

  test('has no default for whom it trusts', () => {
    const list = {
      Type: 'CommaDelimitedList',
      Description: expect.any(String),
      AllowedPattern: '^arn:[a-z-]+:iam::[0-9]{12}:role/orgstrap/[A-Za-z0-9_-]+$',
    };
    expect(assembly.plain('Member-ProductAccount').Parameters).toEqual({
      CiTerraformRoleArns: list,
      CiPlanRoleArns: list,
    });
  });

  test('wears the boundary of its own account, has its fixed name, and nothing inline', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'orgstrap-terraform',
      Path: '/orgstrap/',
      PermissionsBoundary: BOUNDARY,
      Policies: Match.absent(),
      ManagedPolicyArns: Match.arrayWith([{ Ref: Match.stringLikeRegexp('^ServicesApply1') }]),
    });
  });

  test('can write in IAM only on the path of the workloads', () => {
    for (const [kind, action] of [
      ['role', 'iam:CreateRole'],
      ['policy', 'iam:CreatePolicy'],
      ['instance-profile', 'iam:CreateInstanceProfile'],
    ]) {
      template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({
              Action: Match.arrayWith([action]),
              Resource: { 'Fn::Join': ['', ['arn:aws:iam::', { Ref: 'AWS::AccountId' }, `:${kind}/workload/*`]] },
            }),
          ]),
        },
      });
    }
  });

  test('cannot write in IAM where iam is not listed, but for service-linked roles', () => {
    const { Resources } = synthesised(orgConfig({ terraform: { services: ['s3', 'logs'] } })).plain(
      'Member-ProductAccount',
    );
    const policies = Object.entries(Resources).filter(([id]) => id.startsWith('Services'));
    expect(JSON.stringify(policies).match(/"iam:(?!Get|List)\w+\*?"/g)).toEqual([
      '"iam:PassRole"',
      '"iam:PassedToService"',
      '"iam:CreateServiceLinkedRole"',
      '"iam:AWSServiceName"',
    ]);
  });
});

describe('the Terraform plan role of a product account', () => {
  test('trusts the CI plan roles that the StackSet names, inside the organization, and nobody else', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'orgstrap-terraform-plan',
      PermissionsBoundary: BOUNDARY,
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'OnlyCiPlanRolesOfThisEnvironmentBecomeThisRole',
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::222222222222:root' },
            Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
            Condition: {
              ArnEquals: { 'aws:PrincipalArn': { Ref: 'CiPlanRoleArns' } },
              StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' },
            },
          },
        ],
      },
    });
  });

  test('wears what refuses it secrets and data, and nothing that an apply needs', () => {
    const [role] = Object.values(
      template.findResources('AWS::IAM::Role', { Properties: { RoleName: 'orgstrap-terraform-plan' } }),
    );
    const worn = JSON.stringify(role?.Properties.ManagedPolicyArns);
    expect(worn).toMatch(/"ServicesPlanRefusals/);
    expect(worn).not.toMatch(/"ServicesApply/);
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      Description: 'What a plan never does, whatever the services allow: decrypt, and read secrets or data',
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Effect: 'Deny', Action: Match.arrayWith(['kms:Decrypt']), Resource: '*' }),
          Match.objectLike({
            Effect: 'Deny',
            Action: Match.arrayWith(['secretsmanager:GetSecretValue']),
            Resource: '*',
          }),
        ],
      },
    });
  });
});

test('the services of both roles are few policies, and the order of org.yaml changes nothing', () => {
  function permissionsOf(services: readonly string[]): { readonly template: Template; readonly worn: number } {
    const stack = new Stack(new App(), 'Account');
    const config = orgConfig({ terraform: { services } });
    const { apply, plan } = terraformRoles(config, Aws.ACCOUNT_ID, { apply: [], plan: [] }, '*');
    managedPolicies(stack, [...apply.policies(), ...plan.policies()]);
    return { template: Template.fromStack(stack), worn: apply.policies().length };
  }
  const all = permissionsOf(OF_PRODUCTS);
  expect(permissionsOf([...OF_PRODUCTS].reverse()).template.toJSON()).toEqual(all.template.toJSON());
  expect(all.worn).toBeLessThanOrEqual(7);
});
