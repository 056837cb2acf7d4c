import { Match } from 'aws-cdk-lib/assertions';
import { synthesised } from '../support/assembly';
import { pipeline, sharedOpsConfig } from '../support/org-config';

const assembly = synthesised(
  sharedOpsConfig({ pipelines: [pipeline('delivery', ['dev', 'stage']), pipeline('release', ['prod'])] }),
);
const template = assembly.template('Pipeline-delivery');
const GROUP = { Ref: Match.stringLikeRegexp('^CiIdentityGroup') };

describe('the CI user', () => {
  test('is in its group, wears the boundary, and has no permission of its own', () => {
    template.resourceCountIs('AWS::IAM::User', 1);
    template.hasResourceProperties('AWS::IAM::User', {
      UserName: 'orgstrap-ci-delivery',
      Path: '/orgstrap/',
      Groups: [GROUP],
      PermissionsBoundary: 'arn:aws:iam::333333333333:policy/orgstrap/orgstrap-ci-boundary',
      Policies: Match.absent(),
      ManagedPolicyArns: Match.absent(),
      LoginProfile: Match.absent(),
    });
  });

  test('has no access key in any template', () => {
    for (const name of assembly.templates) expect(assembly.text(name)).not.toContain('AccessKey"');
  });
});

describe('the group of the CI user', () => {
  test('allows nothing but becoming the CI Terraform role of its pipeline', () => {
    template.hasResourceProperties('AWS::IAM::Group', {
      GroupName: 'orgstrap-ci-delivery',
      Path: '/orgstrap/',
      Policies: Match.absent(),
      ManagedPolicyArns: Match.absent(),
    });
    const granted = template.findResources('AWS::IAM::ManagedPolicy', { Properties: { Groups: Match.anyValue() } });
    expect(Object.values(granted).map(({ Properties }) => Properties)).toEqual([
      {
        Description: 'Lets the CI user of the pipeline delivery become its CI Terraform role',
        Path: '/orgstrap/',
        Groups: [{ Ref: expect.stringMatching(/^CiIdentityGroup/) }],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'BecomeTheCiTerraformRoleOfThisPipelineAndNothingElse',
              Effect: 'Allow',
              Action: 'sts:AssumeRole',
              Resource: 'arn:aws:iam::333333333333:role/orgstrap/orgstrap-ci-terraform-delivery',
            },
          ],
        },
      },
    ]);
  });

  test('of another pipeline leads to another role', () => {
    assembly.template('Pipeline-release').hasResourceProperties('AWS::IAM::ManagedPolicy', {
      Groups: [GROUP],
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Resource: 'arn:aws:iam::333333333333:role/orgstrap/orgstrap-ci-terraform-release' }),
        ],
      },
    });
    expect(assembly.text('Pipeline-release.template.json')).not.toContain('delivery');
  });
});
