import { compareTemplates } from '../../../lib/commands/plan/compare-templates';
import { allow, type Case, deny, judged, of, policy, role, says, template } from './small-templates';

const OPEN = { BlockPublicAcls: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };
const SHUT = { ...OPEN, BlockPublicPolicy: true };
const group = (units: readonly string[], more: object = {}) => ({
  StackInstancesGroup: [{ DeploymentTargets: { OrganizationalUnitIds: units, ...more }, Regions: ['eu-west-1'] }],
});
const stackSet = (properties: object) => of('AWS::CloudFormation::StackSet', { StackSetName: 'set', ...properties });

describe('what widens, and narrows when it is taken back', () => {
  const cases: readonly Case[] = [
    { when: 'a role is made', before: {}, after: { R: role() }, then: ['widens: team: a new role'] },
    { when: 'a user is made', before: {}, after: { U: of('AWS::IAM::User') }, then: ['widens: U: a new user'] },
    {
      when: 'an access key is made',
      before: {},
      after: { K: of('AWS::IAM::AccessKey') },
      then: ['widens: K: a new access key'],
    },
    {
      when: 'an identity provider is made',
      before: {},
      after: { P: of('AWS::IAM::OIDCProvider', { Url: 'https://ci.example' }) },
      then: ['widens: https://ci.example: a new identity provider'],
    },
    {
      when: 'a group of Identity Center is assigned to an account',
      before: {},
      after: { A: of('AWS::SSO::Assignment', { TargetId: '666666666666' }) },
      then: ['widens: A: a new assignment of a group to an account'],
    },
    {
      when: 'the boundary is taken off a permission set',
      before: {
        S: of('AWS::SSO::PermissionSet', { Name: 'team', PermissionsBoundary: { ManagedPolicyArn: 'arn:b' } }),
      },
      after: { S: of('AWS::SSO::PermissionSet', { Name: 'team' }) },
      then: ['widens: team: the permissions boundary is removed'],
    },
    {
      when: 'sessions may last longer than the hour of AWS',
      before: { R: role() },
      after: { R: role({ MaxSessionDuration: 7200 }) },
      then: ['widens: team: the longest session in seconds is higher'],
    },
    {
      when: 'the boundary is taken off a role',
      before: { R: role({ PermissionsBoundary: 'arn:b' }) },
      after: { R: role() },
      then: ['widens: team: the permissions boundary is removed'],
    },
    {
      when: 'a role has an inline policy more',
      before: { R: role() },
      after: { R: role({ Policies: [{ PolicyName: 'p', PolicyDocument: says(allow('Get')) }] }) },
      then: ['widens: team: has a new Allow Get'],
    },
    {
      when: 'a policy is given to a role',
      before: { R: role(), P: { ...policy(allow('Get')) } },
      after: { R: role({ ManagedPolicyArns: [{ Ref: 'P' }] }), P: policy(allow('Get')) },
      then: ['widens: team: has a new Allow Get', 'narrows: P: policy: no longer has the Allow Get'],
    },
    {
      when: 'a boundary allows more',
      before: { B: policy(allow('Get')) },
      after: { B: policy(allow('Get'), allow('Put')) },
      then: ['widens: B: policy: has a new Allow Put'],
    },
    {
      when: 'a bucket may have a public policy',
      before: { B: of('AWS::S3::Bucket', { PublicAccessBlockConfiguration: SHUT }) },
      after: { B: of('AWS::S3::Bucket', { PublicAccessBlockConfiguration: OPEN }) },
      then: ['widens: B: the public access block is loosened'],
    },
    {
      when: 'the policy of a bucket goes, with the Deny in it',
      before: { B: of('AWS::S3::BucketPolicy', { PolicyDocument: says(deny('Get')) }) },
      after: {},
      then: ['widens: B: policy: no longer has the Deny Get'],
    },
    {
      when: 'a guardrail has fewer targets',
      before: { G: of('AWS::Organizations::Policy', { Name: 'scp', TargetIds: ['ou-1', 'ou-2'] }) },
      after: { G: of('AWS::Organizations::Policy', { Name: 'scp', TargetIds: ['ou-1'] }) },
      then: ['widens: scp: targets: fewer'],
    },
    {
      when: 'a StackSet reaches another unit',
      before: { S: stackSet(group(['ou-1'])) },
      after: { S: stackSet(group(['ou-1', 'ou-2'])) },
      then: ['widens: set: reaches more organizational units'],
    },
    {
      when: 'a StackSet reaches another account of its filter',
      before: { S: stackSet(group(['r-1'], { AccountFilterType: 'INTERSECTION', Accounts: ['1'] })) },
      after: { S: stackSet(group(['r-1'], { AccountFilterType: 'INTERSECTION', Accounts: ['1', '2'] })) },
      then: ['widens: set: reaches more accounts'],
    },
    {
      when: 'a StackSet leaves out one account less',
      before: { S: stackSet(group(['r-1'], { AccountFilterType: 'DIFFERENCE', Accounts: ['1', '2'] })) },
      after: { S: stackSet(group(['r-1'], { AccountFilterType: 'DIFFERENCE', Accounts: ['1'] })) },
      then: ['widens: set: leaves out fewer accounts'],
    },
    {
      when: 'a StackSet loses its account filter',
      before: { S: stackSet(group(['r-1'], { AccountFilterType: 'INTERSECTION', Accounts: ['1'] })) },
      after: { S: stackSet(group(['r-1'])) },
      then: ['widens: set: the account filter INTERSECTION is removed'],
    },
    {
      when: 'accounts that leave keep their roles',
      before: { S: stackSet({ AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false } }) },
      after: { S: stackSet({ AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: true } }) },
      then: ['widens: set: auto-deployment is turned on'],
    },
  ];

  test.each(cases)('$when', ({ before, after, then }) => {
    expect(judged(template(before), template(after))).toEqual(then);
    const flip = (text: string | undefined) => (text === 'widens' ? 'narrows' : 'widens');
    const directions = then.map((finding) => flip(finding.split(':')[0])).sort();
    const back = judged(template(after), template(before)).map((finding) => finding.split(':')[0] ?? '');
    expect([...back].sort()).toEqual(directions);
  });
});

describe('what a person must read', () => {
  test.each<Case>([
    {
      when: 'a type that orgstrap does not know comes',
      before: {},
      after: { X: of('AWS::Lambda::Permission') },
      then: ['unclear: X: AWS::Lambda::Permission is new: read it'],
    },
    {
      when: 'such a type goes',
      before: { X: of('AWS::X::Y') },
      after: {},
      then: ['unclear: X: AWS::X::Y is removed: read it'],
    },
    {
      when: 'a property that orgstrap does not know changes',
      before: { B: of('AWS::S3::Bucket', { AccessControl: 'Private' }) },
      after: { B: of('AWS::S3::Bucket', { AccessControl: 'PublicRead' }) },
      then: ['unclear: B: AccessControl changed: read it'],
    },
    {
      when: 'the boundary is another',
      before: { R: role({ PermissionsBoundary: 'arn:b' }) },
      after: { R: role({ PermissionsBoundary: 'arn:c' }) },
      then: ['unclear: team: the permissions boundary changed: read it'],
    },
    {
      when: 'a bucket comes with an access control list',
      before: {},
      after: { B: of('AWS::S3::Bucket', { AccessControl: 'PublicRead' }) },
      then: ['unclear: B: a new bucket with an AccessControl: read it'],
    },
    {
      when: 'a trail goes',
      before: { T: of('AWS::CloudTrail::Trail') },
      after: {},
      then: ['unclear: T: it is removed, and what it kept or watched with it: read it'],
    },
    {
      when: 'a managed policy of AWS is taken away, which may have denied',
      before: { R: role({ ManagedPolicyArns: ['arn:deny'] }) },
      after: { R: role() },
      then: ['unclear: team: has fewer managed policies, which may have denied: read it'],
    },
    {
      when: 'a group with a denial goes',
      before: { G: of('AWS::IAM::Group', { Policies: [{ PolicyName: 'p', PolicyDocument: says(deny('Get')) }] }) },
      after: {},
      then: ['unclear: G: a group that denies is removed: read it'],
    },
    {
      when: 'a resource is made under a condition',
      before: { B: of('AWS::S3::Bucket') },
      after: { B: { ...of('AWS::S3::Bucket'), Condition: 'Yes' } },
      then: ['unclear: B: Condition changed: read it'],
    },
  ])('$when', ({ before, after, then }) => {
    expect(judged(template(before), template(after))).toEqual(then);
  });

  test('the conditions of the template, and what a parameter may be', () => {
    const before = template({}, { Parameters: { P: { Type: 'String', AllowedPattern: '[a-z]+', Description: 'a' } } });
    const after = template({}, { Conditions: { Yes: {} }, Parameters: { P: { Type: 'String', Description: 'b' } } });
    expect(judged(before, after)).toEqual([
      'unclear: the template: Conditions changed: read it',
      'unclear: the template: what the parameter P may be changed: read it',
    ]);
  });

  test('a console password is never shown', () => {
    const user = { U: of('AWS::IAM::User', { LoginProfile: { Password: 'correct-horse' } }) };
    const findings = compareTemplates(template({ U: of('AWS::IAM::User') }), template(user));
    expect(findings).toEqual([{ direction: 'widens', resource: 'U', what: 'a console password is added', values: [] }]);
  });
});
