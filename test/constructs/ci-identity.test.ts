import { Match } from 'aws-cdk-lib/assertions';
import { ACCESSES, type Access } from '../../lib/domain/ci-identity';
import { synthesised } from '../support/assembly';
import { pipeline, sharedOpsConfig } from '../support/org-config';

const assembly = synthesised(
  sharedOpsConfig({ pipelines: [pipeline('delivery', ['dev', 'stage']), pipeline('release', ['prod'])] }),
);
const template = assembly.template('Pipeline-delivery');

interface Identity {
  readonly group: string;
  readonly role: string;
}

/** Of each CI user: the group, as a pattern of its logical id, and the one role that it may become. */
const IDENTITIES: Readonly<Record<Access, Identity>> = {
  apply: { group: '^CiIdentityGroup', role: 'orgstrap-ci-terraform' },
  plan: { group: '^CiPlanIdentityGroup', role: 'orgstrap-ci-plan' },
};

describe.each(ACCESSES)('the CI user that is to %s', (access) => {
  const { group, role } = IDENTITIES[access];

  test('is in its group, wears the boundary, and has no permission of its own', () => {
    template.resourceCountIs('AWS::IAM::User', ACCESSES.length);
    template.hasResourceProperties('AWS::IAM::User', {
      UserName: `orgstrap-ci-${access}-delivery`,
      Path: '/orgstrap/',
      Groups: [{ Ref: Match.stringLikeRegexp(group) }],
      PermissionsBoundary: 'arn:aws:iam::333333333333:policy/orgstrap/orgstrap-ci-boundary',
      Policies: Match.absent(),
      ManagedPolicyArns: Match.absent(),
      LoginProfile: Match.absent(),
    });
  });

  test('is allowed by its group to become one CI role of its pipeline, and nothing else', () => {
    template.hasResourceProperties('AWS::IAM::Group', {
      GroupName: `orgstrap-ci-${access}-delivery`,
      Path: '/orgstrap/',
      Policies: Match.absent(),
      ManagedPolicyArns: Match.absent(),
    });
    expect(grantedTo(group)).toEqual([
      {
        Description: `Lets the CI user of the pipeline delivery become its CI role to ${access}`,
        Path: '/orgstrap/',
        Groups: [{ Ref: expect.stringMatching(group) }],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'BecomeTheCiRoleOfThisIdentityAndNothingElse',
              Effect: 'Allow',
              Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
              Resource: `arn:aws:iam::333333333333:role/orgstrap/${role}-delivery`,
            },
          ],
        },
      },
    ]);
  });

  test('of another pipeline leads to another role', () => {
    assembly.template('Pipeline-release').hasResourceProperties('AWS::IAM::ManagedPolicy', {
      Groups: [{ Ref: Match.stringLikeRegexp(group) }],
      PolicyDocument: {
        Statement: [Match.objectLike({ Resource: `arn:aws:iam::333333333333:role/orgstrap/${role}-release` })],
      },
    });
  });
});

test('no template has an access key', () => {
  for (const name of assembly.templates) expect(assembly.text(name)).not.toContain('AccessKey"');
});

test('nothing that a pipeline has names another pipeline', () => {
  expect(assembly.text('Pipeline-release.template.json')).not.toContain('delivery');
});

/** The policies of a group. */
function grantedTo(group: string): readonly unknown[] {
  const policies = template.findResources('AWS::IAM::ManagedPolicy', {
    Properties: { Groups: [{ Ref: Match.stringLikeRegexp(group) }] },
  });
  return Object.values(policies).map(({ Properties }) => Properties);
}
