import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { S3AccountBuckets } from '../../lib/aws/account-buckets';
import { KmsAccountKeys } from '../../lib/aws/account-keys';
import { EventBridgeAccountRules } from '../../lib/aws/account-rules';
import { SnsAccountTopics } from '../../lib/aws/account-topics';
import { OPS } from '../support/org-config';
import { type Answer, answering, json, xml, xmlError } from './answering';

/** Answers by the name of the operation. */
function byOperation(answers: Readonly<Record<string, Answer>>) {
  return (request: string): Answer => {
    const operation = /^(?:[\w.]+\.)?(\w+) |Action=(\w+)/.exec(request);
    const answer = answers[operation?.[1] ?? operation?.[2] ?? ''];
    if (answer === undefined) throw new Error(`nobody expects ${request}`);
    return answer;
  };
}

describe('a key', () => {
  const Arn = `arn:aws:kms:eu-west-1:${OPS}:key/1`;
  const keys = (answers: Readonly<Record<string, Answer>>) => {
    const { settings, sent } = answering(byOperation(answers));
    return { port: new KmsAccountKeys(() => new KMSClient(settings)), sent };
  };

  test('is found by its alias, and asked for its policy and rotation by its ARN', async () => {
    const { port, sent } = keys({
      DescribeKey: json({ KeyMetadata: { KeyId: '1', Arn: Arn, KeyState: 'PendingDeletion' } }),
      GetKeyPolicy: json({ Policy: '{}' }),
      GetKeyRotationStatus: json({ KeyRotationEnabled: true }),
    });
    expect(await port.key('alias/a')).toEqual({ arn: Arn, state: 'PendingDeletion', isRotated: true, policy: '{}' });
    expect(sent.filter((request) => request.includes(Arn))).toHaveLength(2);
  });

  test('is none where there is no such alias, and refused by the name of the action', async () => {
    const absent = keys({ DescribeKey: json({ __type: 'NotFoundException' }, 400) });
    expect(await absent.port.key('alias/a')).toBeUndefined();
    const refused = keys({ DescribeKey: json({ __type: 'AccessDeniedException' }, 400) });
    await expect(refused.port.key('alias/a')).rejects.toMatchObject({
      code: 'AwsRefused',
      message: expect.stringContaining('kms:DescribeKey'),
    });
  });
});

describe('a rule', () => {
  const rules = (answers: Readonly<Record<string, Answer>>) => {
    const { settings, sent } = answering(byOperation(answers));
    const regions: string[] = [];
    const clientIn = (region: string) => {
      regions.push(region);
      return new EventBridgeClient({ ...settings, region });
    };
    return { port: new EventBridgeAccountRules('eu-west-1', clientIn), sent, regions };
  };

  test('is found in its Region with what it matches, its targets, and what orgstrap never writes', async () => {
    const { port, regions } = rules({
      DescribeRule: json({ State: 'DISABLED', EventPattern: '{"source":["aws.iam"]}' }),
      ListTargetsByRule: json({
        Targets: [{ Id: 'a', Arn: 'b', RoleArn: 'c', InputTransformer: { InputTemplate: '"d"' }, RetryPolicy: {} }],
      }),
    });
    expect(await port.rule({ name: 'r', region: 'us-east-1' })).toEqual({
      state: 'DISABLED',
      pattern: '{"source":["aws.iam"]}',
      targets: [
        {
          id: 'a',
          arn: 'b',
          roleArn: 'c',
          inputTransformer: { inputPathsMap: {}, inputTemplate: '"d"' },
          more: ['RetryPolicy'],
        },
      ],
    });
    expect(regions).toEqual(['us-east-1']);
  });

  test('and a bus are none where there is none of that name; a bus without a policy has an empty one', async () => {
    const absent = json({ __type: 'ResourceNotFoundException' }, 400);
    const { port } = rules({ DescribeRule: absent, DescribeEventBus: absent });
    expect(await port.rule({ name: 'r', region: 'eu-west-1' })).toBeUndefined();
    expect(await port.busPolicy('alarms')).toBeUndefined();
    expect(await rules({ DescribeEventBus: json({ Name: 'alarms' }) }).port.busPolicy('alarms')).toBe('');
  });
});

test('the default bus of a Region has a key where it tells one', async () => {
  const of = (answer: object) => {
    const { settings } = answering(byOperation({ DescribeEventBus: json(answer) }));
    return new EventBridgeAccountRules('eu-west-1', (region) => new EventBridgeClient({ ...settings, region }));
  };
  expect(await of({ Name: 'default' }).defaultBusKey('us-east-1')).toBeUndefined();
  expect(await of({ Name: 'default', KmsKeyIdentifier: '' }).defaultBusKey('us-east-1')).toBeUndefined();
  expect(await of({ Name: 'default', KmsKeyIdentifier: 'key' }).defaultBusKey('us-east-1')).toBe('key');
});

describe('a topic', () => {
  const Arn = `arn:aws:sns:eu-west-1:${OPS}:alarms`;
  const topics = (answers: Readonly<Record<string, Answer>>) =>
    new SnsAccountTopics(new SNSClient(answering(byOperation(answers)).settings));
  const attributes = (...entries: readonly (readonly [string, string])[]) =>
    xml(
      'GetTopicAttributes',
      `<Attributes>${entries.map(([key, value]) => `<entry><key>${key}</key><value>${value}</value></entry>`).join('')}</Attributes>`,
    );

  test('is found with who hears it, and whether they have agreed; who was deleted hears nothing', async () => {
    const member = (id: string) =>
      `<member><Protocol>email</Protocol><Endpoint>${id}@acme.test</Endpoint><SubscriptionArn>${id}</SubscriptionArn></member>`;
    const subscriptions = ['PendingConfirmation', `${Arn}:1`, 'Deleted'].map(member).join('');
    const port = topics({
      GetTopicAttributes: attributes(['Policy', '{}'], ['KmsMasterKeyId', '']),
      ListSubscriptionsByTopic: xml('ListSubscriptionsByTopic', `<Subscriptions>${subscriptions}</Subscriptions>`),
    });
    expect(await port.topic(Arn)).toEqual({
      policy: '{}',
      key: undefined,
      subscriptions: [
        { protocol: 'email', endpoint: 'PendingConfirmation@acme.test', isConfirmed: false },
        { protocol: 'email', endpoint: `${Arn}:1@acme.test`, isConfirmed: true },
      ],
    });
  });

  test('is none where there is no such topic', async () => {
    expect(await topics({ GetTopicAttributes: xmlError('NotFound', 'no', 404) }).topic(Arn)).toBeUndefined();
  });
});

describe('a bucket', () => {
  const absent = (code: string): Answer => ({
    status: 404,
    body: `<Error><Code>${code}</Code><Message>no</Message></Error>`,
  });

  test('is none where there is no such bucket, and then nothing more is asked', async () => {
    const { settings, sent } = answering(() => absent('NoSuchBucket'));
    expect(await new S3AccountBuckets(() => new S3Client(settings), OPS).bucket('states', 'eu-west-1')).toBeUndefined();
    expect(sent).toHaveLength(1);
  });

  test('of somebody else is refused', async () => {
    const { settings } = answering(() => ({ status: 403, body: '<Error><Code>AccessDenied</Code></Error>' }));
    await expect(
      new S3AccountBuckets(() => new S3Client(settings), OPS).bucket('states', 'eu-west-1'),
    ).rejects.toMatchObject({
      code: 'AwsRefused',
      message: expect.stringContaining('s3:GetBucketVersioning'),
    });
  });

  test('that nobody set up has nothing but what every bucket has', async () => {
    const answers = [
      { body: '<VersioningConfiguration/>' },
      absent('ServerSideEncryptionConfigurationNotFoundError'),
      absent('NoSuchLifecycleConfiguration'),
      absent('NoSuchPublicAccessBlockConfiguration'),
      absent('OwnershipControlsNotFoundError'),
      absent('NoSuchBucketPolicy'),
      { body: '<BucketLoggingStatus/>' },
      absent('ObjectLockConfigurationNotFoundError'),
      absent('ReplicationConfigurationNotFoundError'),
    ];
    const { settings } = answering(() => answers.shift() ?? absent('Unexpected'));
    expect(await new S3AccountBuckets(() => new S3Client(settings), OPS).bucket('states', 'eu-west-1')).toEqual({
      lifecycleRules: [],
    });
  });
});
