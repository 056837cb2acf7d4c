import type { DeployedTemplate } from '../../templates/snapshot-of-templates';
import { HOME } from '../iam/small-organization';
import { deployed, managedPolicy, type Resources, role, snapshotWith, statement, valueIn } from './template-fixtures';

/** A role whose one inline policy is about a value of a template. */
function roleAbout(value: unknown): Resources {
  return { Role: role({ Policies: [{ PolicyName: 'p', PolicyDocument: statement('s3:*', value) }] }) };
}

describe('the functions of a template', () => {
  test.each<[string, unknown, string]>([
    ['Ref of the account', { Ref: 'AWS::AccountId' }, HOME],
    ['Ref of the partition', { Ref: 'AWS::Partition' }, 'aws'],
    ['Ref of the Region', { Ref: 'AWS::Region' }, 'eu-west-1'],
    ['Fn::Join', { 'Fn::Join': [':', ['a', { Ref: 'AWS::AccountId' }]] }, `a:${HOME}`],
    ['Fn::Sub', { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::${Bucket}/${!x}' }, 'arn:aws:s3:::bucket/${x}'],
    ['Fn::Sub with an attribute', { 'Fn::Sub': '${Bucket.Arn}/*' }, 'arn:aws:s3:::bucket/*'],
    ['Fn::Sub with values', { 'Fn::Sub': ['${a}', { a: { Ref: 'AWS::Region' } }] }, 'eu-west-1'],
    ['Fn::Select and Fn::Split', { 'Fn::Select': [1, { 'Fn::Split': ['-', { Ref: 'AWS::Region' }] }] }, 'west'],
    ['Fn::GetAtt of a bucket', { 'Fn::GetAtt': ['Bucket', 'Arn'] }, 'arn:aws:s3:::bucket'],
    ['Fn::GetAtt of a key', { 'Fn::GetAtt': 'Key.Arn' }, `arn:aws:kms:eu-west-1:${HOME}:key/stack-Key`],
    ['Ref of a role, which is its name', { Ref: 'Role' }, 'r'],
  ])('%s is evaluated', (_, value, expected) => {
    const bucket = { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'bucket' } };
    const key = { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: statement('kms:*') } };
    expect(valueIn(snapshotWith(deployed({ ...roleAbout(value), Bucket: bucket, Key: key })))).toBe(expected);
  });

  test.each<[string, unknown, RegExp]>([
    ['a function that is not known', { 'Fn::Cidr': ['x', 1] }, /stack uses Fn::Cidr, which is not evaluated/],
    [
      'a selection beyond the end',
      { 'Fn::Select': [1, ['x']] },
      /stack selects element 1, which the list does not have/,
    ],
    ['an import that nobody exports', { 'Fn::ImportValue': 'x' }, /stack imports x, which no stack of its account/],
    [
      'an output of no stack',
      { 'Fn::GetStackOutput': { StackName: 'x', OutputName: 'y' } },
      /stack reads x.y, which no stack of its account/,
    ],
    [
      "an output of another account's stack",
      { 'Fn::GetStackOutput': { StackName: 'x', OutputName: 'y', RoleArn: 'z' } },
      /stack reads x.y, which no stack of its account/,
    ],
    ['a pseudo parameter that is not known', { Ref: 'AWS::NoValue' }, /stack uses AWS::NoValue/],
    ['a reference to nothing', { Ref: 'Nothing' }, /stack refers to Nothing, which is not in it/],
    ['an attribute that is not known', { 'Fn::GetAtt': ['Role', 'RoleId'] }, /RoleId of Role, an AWS::IAM::Role/],
    ['a reference to a type that is not known', { Ref: 'Alias' }, /Alias, an AWS::KMS::Alias, is not evaluated/],
    ['a function beside something', { Ref: 'Role', Other: 'x' }, /Ref beside Other/],
    ['something beside a function', { Other: 'x', Ref: 'Role' }, /Ref beside Other/],
    ['a list inside a text', { 'Fn::Join': ['', [['a']]] }, /\["a"\], not text/],
    ['a reference inside a text to nothing', { 'Fn::Sub': '${Nothing}' }, /refers to Nothing/],
    ['nothing', null, /stack has a null/],
  ])('it is an error to meet %s', (_, value, message) => {
    const alias = { Type: 'AWS::KMS::Alias', Properties: {} };
    expect(() => snapshotWith(deployed({ ...roleAbout(value), Alias: alias }))).toThrow(message);
  });
});

describe('a template', () => {
  test.each<[string, DeployedTemplate, RegExp]>([
    ['a condition', deployed({}, { Conditions: {} }), /stack has Conditions/],
    ['a transform', deployed({}, { Transform: 'AWS::Serverless' }), /stack has Transform/],
    [
      'a resource that is made on a condition',
      deployed({ Role: { ...role(), Condition: 'C' } }),
      /Role of stack has Condition/,
    ],
    [
      'a type of which nobody has said what it does',
      deployed({ X: { Type: 'AWS::IAM::RolePolicy' } }),
      /stack makes X, an AWS::IAM::RolePolicy/,
    ],
    ['two roles of one name', deployed({ A: role(), B: role() }), /role\/r is made twice/],
    [
      'a policy that nobody makes',
      deployed({ Role: role({ ManagedPolicyArns: ['arn:aws:iam::222222222222:policy/x'] }) }),
      /policy\/x is attached, but no stack makes it/,
    ],
    [
      'a boundary that nobody makes',
      deployed({ Role: role({ PermissionsBoundary: 'arn:aws:iam::1:policy/b' }) }),
      /policy\/b is attached/,
    ],
    [
      'a group that nobody makes',
      deployed({ User: { Type: 'AWS::IAM::User', Properties: { Groups: ['g'] } } }),
      /no group g in 222222222222/,
    ],
    [
      'a topic policy for no topic',
      deployed({
        P: {
          Type: 'AWS::SNS::TopicPolicy',
          Properties: { Topics: ['arn:aws:sns:eu-west-1:1:t'], PolicyDocument: statement('sns:Publish') },
        },
      }),
      /policy for arn:aws:sns:eu-west-1:1:t, but no stack makes it/,
    ],
    [
      'a bucket policy for no bucket',
      deployed({
        P: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'b', PolicyDocument: statement('s3:*') } },
      }),
      /policy for arn:aws:s3:::b, but no stack makes it/,
    ],
    [
      'a policy without a version',
      deployed({ P: managedPolicy({ PolicyDocument: { Statement: [] } }) }),
      /is of the version undefined/,
    ],
    [
      'an element that no policy has',
      deployed({
        P: managedPolicy({ PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Actions: '*' }] } }),
      }),
      /unknown element Actions/,
    ],
  ])('is refused with %s', (_, template, message) => {
    expect(() => snapshotWith(template)).toThrow(message);
  });
});

describe('a parameter', () => {
  const list = { Type: 'CommaDelimitedList', AllowedPattern: '[a-z]+' };
  const template = (parameter: unknown, parameters?: Readonly<Record<string, string>>): DeployedTemplate => ({
    ...deployed(roleAbout({ Ref: 'P' }), { Parameters: { P: parameter } }),
    ...(parameters && { parameters }),
  });

  test('has the value that it is given, or its default', () => {
    expect(valueIn(snapshotWith(template({ Type: 'String', Default: 'd' })))).toBe('d');
    expect(valueIn(snapshotWith(template({ Type: 'String', Default: 'd' }, { P: 'given' })))).toBe('given');
  });

  test('that is a list is a list', () => {
    expect(valueIn(snapshotWith(template(list, { P: 'a, b' })))).toEqual(['a', 'b']);
  });

  test.each<[string, DeployedTemplate, RegExp]>([
    ['has no value', template(list), /the parameter P of stack has no value/],
    ['has a value that the template refuses', template(list, { P: 'a,B' }), /"B", which \[a-z\]\+ does not allow/],
    ['is not in the template', template(list, { P: 'a', Q: 'a' }), /is given Q, but has no such parameter/],
    [
      'is of a type that is not known',
      template({ Type: 'AWS::SSM::Parameter::Value<String>' }, { P: 'a' }),
      /of the type AWS::SSM/,
    ],
  ])('is refused where it %s', (_, refused, message) => {
    expect(() => snapshotWith(refused)).toThrow(message);
  });
});

describe('who wears what', () => {
  test('what AWS manages is taken for every permission', () => {
    const arn = 'arn:aws:iam::aws:policy/job-function/ViewOnlyAccess';
    const { roles } = snapshotWith(deployed({ Role: role({ ManagedPolicyArns: [arn] }) }));
    const [{ policies } = { policies: [] }] = [...roles.values()];
    expect(policies.map(({ name, document }) => [name, document.Statement[0]?.Action])).toEqual([[arn, '*']]);
  });

  test('a user has its own policies and those of its groups, however they are attached', () => {
    const snapshot = snapshotWith(
      deployed({
        Inline: {
          Type: 'AWS::IAM::User',
          Properties: {
            UserName: 'alice',
            Path: '/team/',
            Groups: [{ Ref: 'Group' }],
            ManagedPolicyArns: [{ Ref: 'ByUser' }],
            PermissionsBoundary: { Ref: 'ByUser' },
          },
        },
        Group: {
          Type: 'AWS::IAM::Group',
          Properties: { GroupName: 'g', Policies: [{ PolicyName: 'inline', PolicyDocument: statement('ec2:*') }] },
        },
        ByUser: managedPolicy({ ManagedPolicyName: 'by-user', Path: '/team/' }),
        ByPolicy: managedPolicy({ ManagedPolicyName: 'by-policy', Groups: [{ Ref: 'Group' }] }),
      }),
    );
    const { policies, boundary } = snapshot.users.get(`arn:aws:iam::${HOME}:user/team/alice`) ?? {};
    expect(policies?.map(({ name }) => name)).toEqual([
      `arn:aws:iam::${HOME}:policy/team/by-user`,
      `arn:aws:iam::${HOME}:policy/by-policy`,
      'inline',
    ]);
    expect(boundary?.name).toBe(`arn:aws:iam::${HOME}:policy/team/by-user`);
  });
});

test('a key has the aliases that name it, by its id or by its ARN', () => {
  const alias = (name: string, TargetKeyId: unknown) => ({
    Type: 'AWS::KMS::Alias',
    Properties: { AliasName: `alias/${name}`, TargetKeyId },
  });
  const key = { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: statement('kms:*') } };
  const { resources } = snapshotWith(
    deployed({
      Key: key,
      Other: key,
      ById: alias('by-id', { Ref: 'Key' }),
      ByArn: alias('by-arn', { 'Fn::GetAtt': ['Key', 'Arn'] }),
    }),
  );
  expect([...resources.values()].map(({ aliases }) => aliases)).toEqual([['alias/by-id', 'alias/by-arn'], []]);
});

test('a policy may be for several topics', () => {
  const topic = (TopicName: string) => ({ Type: 'AWS::SNS::Topic', Properties: { TopicName } });
  const { resources } = snapshotWith(
    deployed({
      One: topic('one'),
      Two: topic('two'),
      Policy: {
        Type: 'AWS::SNS::TopicPolicy',
        Properties: {
          Topics: [{ Ref: 'One' }, { 'Fn::GetAtt': 'Two.TopicArn' }],
          PolicyDocument: statement('sns:Publish'),
        },
      },
    }),
  );
  expect([...resources].map(([arn, { policy }]) => [arn, policy?.Statement[0]?.Action])).toEqual([
    [`arn:aws:sns:eu-west-1:${HOME}:one`, 'sns:Publish'],
    [`arn:aws:sns:eu-west-1:${HOME}:two`, 'sns:Publish'],
  ]);
});

test('an event bus has the policy that it says, or none', () => {
  const bus = (properties: object) => ({ Type: 'AWS::Events::EventBus', Properties: properties });
  const { resources } = snapshotWith(
    deployed({ Open: bus({ Name: 'open', Policy: statement('events:PutEvents') }), Closed: bus({ Name: 'closed' }) }),
  );
  expect([...resources].map(([arn, { policy }]) => [arn, policy?.Statement[0]?.Action])).toEqual([
    [`arn:aws:events:eu-west-1:${HOME}:event-bus/open`, 'events:PutEvents'],
    [`arn:aws:events:eu-west-1:${HOME}:event-bus/closed`, undefined],
  ]);
});
