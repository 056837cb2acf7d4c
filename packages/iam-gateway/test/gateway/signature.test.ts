import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import {
  GetObjectCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { DescribeParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { sha256, signatureV4 } from '../../requests/signature-v4';
import type { WireRequest } from '../../requests/wire-request';
import type { StoredAccessKey } from '../../store/snapshot-cache';
import { GatewayInTest, NOW, SESSION_KEY, USER_KEY } from './support/gateway';
import { through } from './support/sdk';
import { form, json, signed } from './support/signed';

const WHO = { Action: 'GetCallerIdentity', Version: '2011-06-15' };

test("a signature is the one of AWS's own example", () => {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/signing-elements.html: `get-vanilla` of the test suite.
  const signature = signatureV4(
    {
      method: 'GET',
      path: '/',
      query: new Map(),
      headers: new Map([
        ['host', 'example.amazonaws.com'],
        ['x-amz-date', '20150830T123600Z'],
      ]),
      payload: sha256(''),
      scope: { accessKeyId: 'AKIDEXAMPLE', day: '20150830', region: 'us-east-1', service: 'service' },
      time: '20150830T123600Z',
    },
    'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  );
  expect(signature).toBe('5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31');
});

describe('what the SDK signs is believed', () => {
  beforeEach(() => jest.useFakeTimers({ now: NOW, doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] }));
  afterEach(() => jest.useRealTimers());

  const calls: Readonly<Record<string, (settings: ReturnType<typeof through>) => Promise<unknown>>> = {
    'a form': ({ settings }) => new STSClient(settings).send(new GetCallerIdentityCommand({})),
    'another form': ({ settings }) => new IAMClient(settings).send(new ListUsersCommand({})),
    JSON: ({ settings }) => new SSMClient(settings).send(new DescribeParametersCommand({})),
    'JSON of a global service': ({ settings }) => new OrganizationsClient(settings).send(new ListAccountsCommand({})),
    'a bucket': ({ s3Settings }) => new S3Client(s3Settings).send(new HeadBucketCommand({ Bucket: 'plain' })),
    'a query': ({ s3Settings }) =>
      new S3Client(s3Settings).send(new ListObjectsV2Command({ Bucket: 'plain', Prefix: "a b/*'(~" })),
    'an object': ({ s3Settings }) =>
      new S3Client(s3Settings).send(new PutObjectCommand({ Bucket: 'plain', Key: "env:/a b+c/ü'(*)~", Body: 'x' })),
    'an object with metadata': ({ s3Settings }) =>
      new S3Client(s3Settings).send(
        new PutObjectCommand({ Bucket: 'plain', Key: 'a', Body: 'x', Metadata: { note: 'two  spaces' } }),
      ),
    'an object that is read': ({ s3Settings }) =>
      new S3Client(s3Settings).send(new GetObjectCommand({ Bucket: 'plain', Key: 'a', VersionId: 'v+/=' })),
  };

  test.each(Object.entries(calls))('%s', async (_, call) => {
    const gateway = new GatewayInTest();
    await call(through(gateway)).catch(() => undefined); // the answer is empty, which not every call takes for one
    expect(gateway.journal.entries.map(({ outcome, reason }) => [outcome, reason])).toEqual([['passed on', undefined]]);
  });

  test.each(Object.entries(calls))('%s, and not with another secret', async (_, call) => {
    const gateway = new GatewayInTest();
    await call(through(gateway, 'another secret')).catch(() => undefined);
    expect(gateway.journal.entries.map(({ reason }) => reason)).toEqual(['wrong signature']);
    expect(gateway.sent).toEqual([]);
  });
});

interface Case {
  readonly who: string;
  readonly wire: WireRequest;
  readonly keys?: readonly StoredAccessKey[];
  readonly reason: string;
}

const withSession = (changes: Partial<Extract<StoredAccessKey['owner'], { kind: 'session' }>>): StoredAccessKey => {
  if (SESSION_KEY.owner.kind !== 'session') throw new Error('not a session');
  return { ...SESSION_KEY, owner: { ...SESSION_KEY.owner, ...changes } };
};
const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000);
const who = (key: StoredAccessKey, more = {}) => form('sts', WHO, { key, ...more });
const altered = (wire: WireRequest, changes: Partial<WireRequest>): WireRequest => ({ ...wire, ...changes });
const withoutHeader = (wire: WireRequest, name: string): WireRequest => ({
  ...wire,
  headers: wire.headers.filter(([each]) => each.toLowerCase() !== name),
});

test.each<Case>([
  { who: 'a key that nobody has', wire: who(USER_KEY), keys: [], reason: 'unknown key' },
  {
    who: 'an inactive key',
    wire: who(USER_KEY),
    keys: [{ ...USER_KEY, isActive: false }],
    reason: 'unknown key',
  },
  {
    who: 'a key whose user is gone',
    wire: who(USER_KEY),
    keys: [{ ...USER_KEY, owner: { kind: 'user', arn: `${'arn:aws:iam::444444444444:user/'}gone` } }],
    reason: 'unknown key',
  },
  {
    who: 'a session whose role is gone',
    wire: who(SESSION_KEY),
    keys: [withSession({ role: 'arn:aws:iam::444444444444:role/gone' })],
    reason: 'unknown key',
  },
  { who: 'a session with the token of another', wire: who(withSession({ token: 'other' })), reason: 'wrong token' },
  {
    who: 'a session without a token',
    wire: who({ ...SESSION_KEY, owner: USER_KEY.owner }),
    reason: 'wrong token',
  },
  {
    who: 'a user with a token',
    wire: who({ ...USER_KEY, owner: SESSION_KEY.owner }),
    reason: 'wrong token',
  },
  {
    who: 'a session at the moment when it ends',
    wire: who(SESSION_KEY),
    keys: [withSession({ expiration: NOW.toISOString() })],
    reason: 'expired session',
  },
  { who: 'a signature of 16 minutes ago', wire: who(USER_KEY, { at: minutes(-16) }), reason: 'wrong time' },
  { who: 'a signature of 16 minutes ahead', wire: who(USER_KEY, { at: minutes(16) }), reason: 'wrong time' },
  { who: 'a signature of now by a key of yesterday', wire: who(USER_KEY, { day: '20261120' }), reason: 'wrong time' },
  { who: 'nobody', wire: withoutHeader(who(USER_KEY), 'authorization'), reason: 'no signature' },
  {
    who: 'whoever changed the path',
    wire: altered(signed({ service: 's3', method: 'GET', target: '/plain/a' }), { target: '/plain/b' }),
    reason: 'wrong signature',
  },
  {
    who: 'whoever changed the query',
    wire: altered(signed({ service: 's3', method: 'GET', target: '/plain?acl=' }), { target: '/plain?policy=' }),
    reason: 'wrong signature',
  },
  {
    who: 'whoever changed the method',
    wire: altered(signed({ service: 's3', method: 'GET', target: '/plain/a' }), { method: 'DELETE' }),
    reason: 'wrong signature',
  },
  {
    who: 'whoever changed the body',
    wire: altered(who(USER_KEY), { body: Buffer.from('Action=GetCallerIdentity&Version=2011-06-16') }),
    reason: 'wrong signature',
  },
  {
    who: 'whoever changed the body of an object',
    wire: altered(signed({ service: 's3', method: 'PUT', target: '/plain/a', body: 'x' }), { body: Buffer.from('y') }),
    reason: 'the body is not the one whose hash is in x-amz-content-sha256',
  },
  {
    who: 'whoever added a header that AWS acts upon',
    wire: altered(who(USER_KEY), { headers: [...who(USER_KEY).headers, ['x-amz-acl', 'public-read']] }),
    reason: 'the signature does not cover x-amz-acl',
  },
  {
    who: 'whoever took a signed header away',
    wire: withoutHeader(who(USER_KEY), 'content-type'),
    reason: 'the signature covers content-type, which is not there',
  },
])('$who is not believed', async ({ wire, keys, reason }) => {
  const gateway = new GatewayInTest({}, keys);
  expect(await gateway.refusal(wire)).toBeDefined();
  expect(gateway.journal.entries.map((entry) => entry.reason)).toEqual([reason]);
  expect(gateway.sent).toEqual([]);
});

test('a session is believed with its own token, until it ends', async () => {
  const gateway = new GatewayInTest({}, [withSession({ expiration: '2026-11-21T09:30:01Z' })]);
  expect(await gateway.refusal(who(SESSION_KEY))).toBeUndefined();
});

test('a signature is good for a quarter of an hour', async () => {
  const gateway = new GatewayInTest();
  expect(await gateway.refusal(who(USER_KEY, { at: minutes(-15) }))).toBeUndefined();
  expect(await gateway.refusal(who(USER_KEY, { at: minutes(15) }))).toBeUndefined();
});

describe('a URL that is signed', () => {
  const presigned = (expires: number, path = '/plain/a'): WireRequest => {
    const query = new Map([
      ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
      ['X-Amz-Credential', `${USER_KEY.id}/20261121/eu-west-1/s3/aws4_request`],
      ['X-Amz-Date', '20261121T092000Z'],
      ['X-Amz-Expires', String(expires)],
      ['X-Amz-SignedHeaders', 'host'],
    ]);
    const scope = { accessKeyId: USER_KEY.id, day: '20261121', region: 'eu-west-1', service: 's3' };
    const headers = new Map([['host', '127.0.0.1:4566']]);
    const time = '20261121T092000Z';
    const signature = signatureV4(
      { method: 'GET', path, query, headers, payload: 'UNSIGNED-PAYLOAD', scope, time },
      USER_KEY.secret,
    );
    const target = `${path}?${new URLSearchParams([...query, ['X-Amz-Signature', signature]])}`;
    return { method: 'GET', target, headers: [...headers], body: Buffer.alloc(0) };
  };

  test('is believed until it expires, and sent on with the signature in a header', async () => {
    const gateway = new GatewayInTest();
    expect(await gateway.refusal(presigned(601))).toBeUndefined();
    expect(gateway.sent[0]?.target).toBe('/plain/a');
    expect(gateway.sent[0]?.headers.authorization).toContain(`Credential=${USER_KEY.id}/`);
  });

  test('is not believed afterwards', async () => {
    const gateway = new GatewayInTest();
    await gateway.refusal(presigned(599));
    expect(gateway.journal.entries[0]?.reason).toBe('wrong time');
  });

  test('is not believed for another object', async () => {
    const gateway = new GatewayInTest();
    await gateway.refusal(altered(presigned(900), { target: presigned(900).target.replace('/a?', '/b?') }));
    expect(gateway.journal.entries[0]?.reason).toBe('wrong signature');
  });

  test('is not believed beside a signature in a header', async () => {
    const gateway = new GatewayInTest();
    const { headers } = signed({ service: 's3', method: 'GET', target: '/plain/a' });
    await gateway.refusal(altered(presigned(900), { headers }));
    expect(gateway.journal.entries[0]?.reason).toBe('a signature in the header and another in the URL');
  });
});

test('JSON of a service is believed, and what it asks for is decided', async () => {
  const gateway = new GatewayInTest();
  expect(await gateway.refusal(json('ssm', 'AmazonSSM.DescribeParameters', '{}'))).toBeUndefined();
});
