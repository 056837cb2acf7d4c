import { Match, Template } from 'aws-cdk-lib/assertions';
import { App, Stack } from 'aws-cdk-lib/core';
import { TerraformRole } from '../../lib/constructs/terraform-role';
import { serviceNames } from '../../lib/policies/service-names';
import { synthesised } from '../support/assembly';
import { orgConfig } from '../support/org-config';

const assembly = synthesised(orgConfig());
const template = assembly.template('Member-ProductAccount');

describe('the Terraform role of a product account', () => {
  test('trusts the CI Terraform roles that the StackSet names, inside the organization, and nobody else', () => {
    template.resourceCountIs('AWS::IAM::Role', 1);
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'OnlyCiTerraformRolesOfThisEnvironmentBecomeThisRole',
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::222222222222:root' },
            Action: 'sts:AssumeRole',
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
    expect(assembly.plain('Member-ProductAccount').Parameters).toEqual({
      CiTerraformRoleArns: { Type: 'CommaDelimitedList', Description: expect.any(String) },
    });
  });

  test('wears the boundary of its own account, has its fixed name, and nothing inline', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'orgstrap-terraform',
      Path: '/orgstrap/',
      PermissionsBoundary: {
        'Fn::Join': ['', ['arn:aws:iam::', { Ref: 'AWS::AccountId' }, ':policy/orgstrap/orgstrap-boundary']],
      },
      Policies: Match.absent(),
      ManagedPolicyArns: [{ Ref: Match.stringLikeRegexp('^TerraformRoleServices1') }],
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

  test('cannot write in IAM at all where iam is not listed', () => {
    const text = synthesised(orgConfig({ terraform: { services: ['s3', 'logs'] } })).text(
      'Member-ProductAccount.template.json',
    );
    expect(text.match(/"iam:(?!Get|List)\w+\*?"/g)).toEqual(['"iam:PassRole"', '"iam:PassedToService"']);
  });
});

test('a Terraform role with all services wears few policies, and the order of org.yaml changes nothing', () => {
  function roleOf(services: readonly string[]): Template {
    const stack = new Stack(new App(), 'Account');
    new TerraformRole(stack, 'TerraformRole', { config: orgConfig({ terraform: { services } }), ciTerraformRoles: [] });
    return Template.fromStack(stack);
  }
  const all = roleOf(serviceNames());
  expect(roleOf([...serviceNames()].reverse()).toJSON()).toEqual(all.toJSON());
  expect(Object.keys(all.findResources('AWS::IAM::ManagedPolicy')).length).toBeLessThanOrEqual(4);
});
