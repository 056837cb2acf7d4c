import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { LocalIssuers } from '../../gateway/local-issuers';
import type { WireRequest } from '../../requests/wire-request';
import type { StoredAccessKey } from '../../store/snapshot-cache';
import { begun } from '../trail/observed';
import { GatewayInTest, NOW, SESSION_KEY, USER_KEY } from './support/gateway';
import { through } from './support/sdk';
import { form, json, signed } from './support/signed';
import { ADMINISTRATOR, CI_ROLE, ELSEWHERE, HERE, principal, stored, trusting } from './support/stored';

const NEXT_ROLE = `arn:aws:iam::${ELSEWHERE}:role/next`;
const snapshot = {
  roles: [...stored().roles, { ...principal(NEXT_ROLE), trust: trusting(CI_ROLE) }],
};
const nobody = { users: [principal(ADMINISTRATOR)] };
const assume = (RoleArn: string, key: StoredAccessKey = USER_KEY) =>
  form('sts', { Action: 'AssumeRole', RoleArn, RoleSessionName: 'run' }, { key });

async function recordsOf(gateway: GatewayInTest, ...wires: readonly WireRequest[]) {
  for (const wire of wires) await gateway.refusal(wire);
  return gateway.trail.records;
}

describe('the gateway records', () => {
  test('what is let through, as it was sent', async () => {
    const wire = form('iam', { Action: 'CreateAccessKey' }, { headers: { 'user-agent': 'aws-cli/2.27.0' } });
    const gateway = new GatewayInTest();
    expect(await recordsOf(gateway, wire)).toMatchObject([
      {
        eventName: 'CreateAccessKey',
        awsRegion: 'us-east-1',
        eventTime: '2026-11-21T09:30:00Z',
        sourceIPAddress: '127.0.0.1',
        userAgent: 'aws-cli/2.27.0',
        userIdentity: { type: 'IAMUser', arn: ADMINISTRATOR, accessKeyId: USER_KEY.id },
        // The gateway adds the name of the user, whom the call did not name.
        requestParameters: null,
      },
    ]);
    expect(gateway.sent[0]?.body.toString()).toContain('UserName=admin');
  });

  test('what IAM refuses, with what it said', async () => {
    const [record] = await recordsOf(
      new GatewayInTest(nobody),
      json('sqs', 'AmazonSQS.CreateQueue', '{"QueueName":"a"}'),
    );
    expect(record).toMatchObject({
      eventName: 'CreateQueue',
      errorCode: 'AccessDenied',
      errorMessage: expect.stringMatching(/^User: .* is not authorized to perform: sqs:CreateQueue on resource: /),
    });
  });

  test.each([
    [
      'JSON',
      json('kms', 'TrentService.ListKeys', '{}'),
      '{"__type":"a.b#NotFoundException","message":"no"}',
      'NotFoundException',
    ],
    [
      'a form',
      form('iam', { Action: 'ListUsers' }),
      '<Error><Code>NoSuchEntity</Code><Message>no</Message></Error>',
      'NoSuchEntity',
    ],
    [
      'S3',
      signed({ service: 's3', method: 'GET', target: '/plain/a' }),
      '<Error><Code>NoSuchKey</Code><Message>no</Message></Error>',
      'NoSuchKey',
    ],
    ['HEAD of an object', signed({ service: 's3', method: 'HEAD', target: '/plain/a' }), '', 'NoSuchKey'],
    ['HEAD of a bucket', signed({ service: 's3', method: 'HEAD', target: '/plain' }), '', 'NoSuchBucket'],
  ])('the error of a service, in answer to %s, which comes through', async (_, wire, body, errorCode) => {
    const gateway = new GatewayInTest();
    gateway.answers = { status: 404, body };
    expect(await gateway.passedOn(wire)).toEqual({ status: 404, body });
    expect(gateway.trail.records).toMatchObject([{ errorCode }]);
    expect(gateway.journal.entries).toMatchObject([{ outcome: 'passed on' }]);
  });

  test('in both accounts who becomes a role of another one, and when the session began in whatever it does', async () => {
    const key = { ...SESSION_KEY, id: 'ASIANEWNEWNEWNEWNEWN' };
    const gateway = new GatewayInTest(snapshot, [USER_KEY, key]);
    gateway.answers = { body: begun(CI_ROLE) };
    expect(await gateway.passedOn(assume(CI_ROLE))).toEqual({ status: 200, body: begun(CI_ROLE) });
    gateway.answers = { body: begun(NEXT_ROLE) };
    await gateway.passedOn(assume(NEXT_ROLE, key));
    const [first, own, theirs] = gateway.trail.records;
    expect(first?.responseElements?.credentials).toMatchObject({ accessKeyId: key.id });
    expect(own?.userIdentity.sessionContext?.attributes.creationDate).toBe(first?.eventTime);
    expect(own?.sharedEventID).toBeDefined();
    expect(theirs).toMatchObject({
      sharedEventID: own?.sharedEventID,
      recipientAccountId: ELSEWHERE,
      userIdentity: { type: 'AWSAccount', accountId: HERE },
    });
  });

  test.each([
    ['an unknown key', new GatewayInTest({}, []), form('iam', { Action: 'ListUsers' })],
    [
      'a wrong signature',
      new GatewayInTest(),
      form('iam', { Action: 'ListUsers' }, { key: { ...USER_KEY, secret: 'x' } }),
    ],
    [
      'no signature',
      new GatewayInTest(),
      { ...form('iam', { Action: 'ListUsers' }), headers: [['host', 'localhost:4566']] },
    ],
    ['the key of a user who is gone', new GatewayInTest({ users: [] }), form('iam', { Action: 'ListUsers' })],
    ['what has no meaning', new GatewayInTest(), form('iam', { Action: 'Get Role' })],
    ['what nobody could decide', new GatewayInTest(), form('iam', { Action: 'GenerateCredentialReport' })],
  ] as const)('nothing of %s', async (_, gateway, wire) => {
    expect(await recordsOf(gateway, wire)).toEqual([]);
    expect(gateway.journal.entries).toHaveLength(1);
  });

  test('the code of an MFA device that is refused', async () => {
    const wire = form('sts', { Action: 'AssumeRole', RoleArn: CI_ROLE, RoleSessionName: 'run', TokenCode: '123456' });
    expect(await recordsOf(new GatewayInTest(), wire)).toMatchObject([
      { eventName: 'AssumeRole', errorCode: 'AccessDenied', requestParameters: null },
    ]);
  });
});

describe('with a token', () => {
  beforeEach(() => jest.useFakeTimers({ now: NOW, doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] }));
  afterEach(() => jest.useRealTimers());
  const Issuer = 'token.actions.githubusercontent.com';
  const provider = `arn:aws:iam::${HERE}:oidc-provider/${Issuer}`;
  const trust = (sub: string) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Jobs',
          Effect: 'Allow',
          Principal: { Federated: provider },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: { StringEquals: { [`${Issuer}:aud`]: 'sts.amazonaws.com', [`${Issuer}:sub`]: sub } },
        },
      ],
    });

  async function answered(trustedSubject: string, aud = 'sts.amazonaws.com') {
    const issuers = await LocalIssuers.of([Issuer]);
    const keys = issuers.keysOf(`https://${Issuer}`);
    const gateway = new GatewayInTest(
      {
        roles: [{ ...principal(CI_ROLE), trust: trust(trustedSubject) }],
        oidcProviders: [{ arn: provider, clientIds: ['sts.amazonaws.com'] }],
      },
      [],
      {},
      keys === undefined ? {} : { [`https://${Issuer}`]: keys },
    );
    gateway.answers = { body: begun(CI_ROLE) };
    const token = await issuers.tokenOf({ kind: 'webIdentity', issuer: Issuer, claims: { sub: 'main', aud } });
    const body = {
      Action: 'AssumeRoleWithWebIdentity',
      RoleArn: CI_ROLE,
      RoleSessionName: 'run',
      WebIdentityToken: token,
    };
    const { headers, ...wire } = form('sts', body);
    await gateway.refusal({ ...wire, headers: headers.filter(([name]) => !/^(authorization|x-amz-)/i.test(name)) });
    return gateway.trail.records;
  }

  const identity = {
    type: 'WebIdentityUser',
    principalId: `${provider}:sts.amazonaws.com:main`,
    userName: 'main',
    identityProvider: provider,
  };

  test('whoever becomes a role is recorded in its account, in the home Region', async () => {
    expect(await answered('main')).toMatchObject([
      { userIdentity: identity, recipientAccountId: HERE, awsRegion: 'eu-west-1', resources: [{ ARN: CI_ROLE }] },
    ]);
  });

  test('so is whom the trust refuses, with the role', async () => {
    expect(await answered('other')).toMatchObject([
      { userIdentity: identity, errorCode: 'AccessDenied', requestParameters: { roleArn: CI_ROLE } },
    ]);
  });

  test('a token that STS does not take is recorded with the role, and of nobody known', async () => {
    expect(await answered('main', 'another')).toMatchObject([
      {
        userIdentity: { type: 'WebIdentityUser', principalId: 'Unknown', userName: 'Unknown' },
        errorCode: 'InvalidIdentityToken',
        requestParameters: { roleArn: CI_ROLE },
      },
    ]);
  });
});

describe('the event history', () => {
  beforeEach(() => jest.useFakeTimers({ now: NOW, doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] }));
  afterEach(() => jest.useRealTimers());
  const Cli = 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents';

  test('answers the SDK from what went through, and the emulator hears nothing of it', async () => {
    const gateway = new GatewayInTest();
    await gateway.refusal(json('sqs', 'AmazonSQS.CreateQueue', '{"QueueName":"a"}'));
    const sent = gateway.sent.length;
    const client = new CloudTrailClient(through(gateway).settings);
    const question = { LookupAttributes: [{ AttributeKey: 'ReadOnly' as const, AttributeValue: 'false' }] };
    const { Events: events = [] } = await client.send(
      new LookupEventsCommand({ ...question, StartTime: NOW, EndTime: NOW }),
    );
    expect(events).toMatchObject([{ EventName: 'CreateQueue', EventTime: NOW, Username: 'admin' }]);
    expect(JSON.parse(events[0]?.CloudTrailEvent ?? '')).toEqual(gateway.trail.records[0]);
    expect(gateway.sent).toHaveLength(sent);
    expect(gateway.journal.entries.at(-1)).toMatchObject({ outcome: 'answered', asked: 'cloudtrail:LookupEvents' });
    expect(gateway.journal.unexpected).toEqual([]);
    expect(gateway.trail.records.at(-1)).toMatchObject({ eventName: 'LookupEvents', readOnly: true });
  });

  test('answers the AWS CLI, which names the service in full', async () => {
    expect(await new GatewayInTest().refusal(json('cloudtrail', Cli, '{"MaxResults":1}'))).toMatchObject({
      status: 200,
      body: '{"Events":[]}',
    });
  });

  test.each(['LookupEvents', `${Cli}.LookupEvents`, 'AWSEvents.LookupEvents', '.LookupEvents', 'CloudTrail_20131101.'])(
    'is nothing that %s would be',
    async (target) => {
      expect(await new GatewayInTest().refusal(json('cloudtrail', target, '{}'))).toMatchObject({ status: 400 });
    },
  );

  test('is refused to whom IAM does not let look', async () => {
    const gateway = new GatewayInTest(nobody);
    const refusal = await gateway.refusal(json('cloudtrail', Cli, '{}'));
    expect([refusal?.status, refusal?.headers['x-amzn-errortype']]).toEqual([400, 'AccessDeniedException']);
    expect(gateway.trail.records).toMatchObject([{ eventName: 'LookupEvents', errorCode: 'AccessDenied' }]);
  });

  test('says what is wrong with a question', async () => {
    const gateway = new GatewayInTest();
    const client = new CloudTrailClient(through(gateway).settings);
    await expect(client.send(new LookupEventsCommand({ NextToken: 'x' }))).rejects.toMatchObject({
      name: 'InvalidNextTokenException',
    });
    expect(gateway.trail.records).toMatchObject([{ errorCode: 'InvalidNextTokenException' }]);
  });
});

test('a call of CloudTrail reaches the emulator under the name that it has', async () => {
  const gateway = new GatewayInTest();
  const target = 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.StopLogging';
  expect(await gateway.refusal(json('cloudtrail', target, '{"Name":"orgstrap"}'))).toBeUndefined();
  expect(gateway.sent[0]?.headers['x-amz-target']).toBe('CloudTrail_20131101.StopLogging');
});
