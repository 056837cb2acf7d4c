import type { WireRequest } from '../../requests/wire-request';
import { GatewayInTest, HOST, USER_KEY } from './support/gateway';
import { form, json, signed } from './support/signed';
import { ADMINISTRATOR, allowing, HERE, principal } from './support/stored';

const LIST = { Action: 'ListUsers', Version: '2010-05-08' };
const ofS3 = (target: string, more = {}) => signed({ service: 's3', method: 'GET', target, ...more });

/** How requests went past a gateway in front of an emulator, or could have; the administrator sends them. */
test.each<{ readonly hole: string; readonly wire: WireRequest; readonly because: string }>([
  {
    hole: 'a parameter that is there twice: one reader takes the first, another one the last',
    wire: form('iam', {}, { body: 'Action=ListUsers&Action=DeleteUser&Version=2010-05-08' }),
    because: 'the parameter Action is there twice',
  },
  {
    hole: 'a parameter that is there twice, once escaped',
    wire: form('iam', {}, { body: 'Action=ListUsers&%41ction=DeleteUser' }),
    because: 'the parameter Action is there twice',
  },
  {
    hole: 'a parameter of the query that is there twice',
    wire: ofS3('/plain?prefix=a&prefix=b'),
    because: 'the parameter prefix is there twice',
  },
  {
    hole: 'an action in the query and another in the body',
    wire: form('iam', LIST, { target: '/?Action=DeleteUser' }),
    because: 'parameters in the query, beside those in the body',
  },
  { hole: 'an action in the query of S3', wire: ofS3('/plain?Action=DeleteBucket'), because: 'an action that S3' },
  { hole: 'dot segments', wire: ofS3('/plain/../states/x'), because: 'a dot segment in the path' },
  { hole: 'escaped dot segments', wire: ofS3('/plain/%2e%2E/states/x'), because: 'a dot segment in the path' },
  { hole: 'half escaped dot segments', wire: ofS3('/plain/.%2e/states/x'), because: 'a dot segment in the path' },
  { hole: 'single dots', wire: ofS3('/plain/./x'), because: 'a dot segment in the path' },
  { hole: 'dots that are escaped twice', wire: ofS3('/plain/%252e%252e/x'), because: 'an escape within an escape' },
  { hole: 'a hidden slash', wire: ofS3('/plain/..%2Fstates'), because: 'a slash that is hidden' },
  { hole: 'a backslash', wire: ofS3('/plain\\..\\states'), because: 'in the path' },
  { hole: 'an escaped backslash', wire: ofS3('/plain/..%5Cstates'), because: 'a slash that is hidden' },
  { hole: 'an empty segment', wire: ofS3('/plain//x'), because: 'an empty segment' },
  { hole: 'an empty bucket', wire: ofS3('//plain/x'), because: 'an empty segment' },
  { hole: 'the parameters of a segment', wire: ofS3('/plain/x;versionId=1'), because: 'in the path' },
  { hole: 'an absolute URL', wire: ofS3('http://states.s3.amazonaws.com/x'), because: 'does not begin with /' },
  { hole: 'a ; for a &', wire: ofS3('/plain?prefix=a;policy='), because: 'a ; that some readers take for &' },
  { hole: 'a + in a query', wire: ofS3('/plain?prefix=a+b'), because: 'a + in the query' },
  { hole: 'a zero byte', wire: ofS3('/plain/a%00b'), because: 'a control character' },
  { hole: 'a line break in a path', wire: ofS3('/plain/a%0d%0ab'), because: 'a control character' },
  { hole: 'bytes that are not UTF-8', wire: ofS3('/plain/%c0%ae%c0%ae/x'), because: 'is not UTF-8' },
  {
    hole: 'a bucket in the host',
    wire: ofS3('/x', { headers: { host: 'states.127.0.0.1:4566' } }),
    because: 'the host "states.127.0.0.1:4566"',
  },
  {
    hole: "a host of AWS's",
    wire: ofS3('/x', { headers: { host: 'states.s3.amazonaws.com' } }),
    because: 'the host "states.s3.amazonaws.com"',
  },
  {
    hole: 'a second host',
    wire: { ...form('iam', LIST), headers: [...form('iam', LIST).headers, ['Host', 'elsewhere']] },
    because: 'the header Host is there twice',
  },
  {
    hole: 'a header that is there twice',
    wire: { ...form('iam', LIST), headers: [...form('iam', LIST).headers, ['X-Amz-Date', '20261121T093000Z']] },
    because: 'the header X-Amz-Date is there twice',
  },
  {
    hole: "the emulator's own controls",
    wire: ofS3('/_orgstrap/authorization-details'),
    because: 'is not the name of a bucket',
  },
  {
    hole: "the emulator's controls, escaped",
    wire: ofS3('/%5Forgstrap/authorization-details'),
    because: 'is not the name of a bucket',
  },
  {
    hole: "moto's controls",
    wire: ofS3('/moto-api/reset', { method: 'POST' }),
    because: 'is not the name of a bucket',
  },
  { hole: "moto's controls, escaped", wire: ofS3('/%6doto-api/data.json'), because: 'is not the name of a bucket' },
  { hole: "moto's metadata of instances", wire: ofS3('/latest/meta-data/x'), because: 'is not the name of a bucket' },
  { hole: "moto's S3 Control", wire: ofS3('/v20180820/configuration'), because: 'is not the name of a bucket' },
  {
    hole: "a control of a service that is signed as another's",
    wire: form('iam', LIST, { target: '/moto-api/reset' }),
    because: 'iam takes POST / only',
  },
  {
    hole: 'a target of another service',
    wire: json('ssm', 'AWSOrganizationsV20161128.ListAccounts', '{}'),
    because: 'X-Amz-Target AWSOrganizationsV20161128.ListAccounts',
  },
  {
    hole: 'a target beside an action',
    wire: form('iam', LIST, { headers: { 'x-amz-target': 'AmazonSSM.DeleteParameter' } }),
    because: 'an X-Amz-Target beside an Action',
  },
  {
    hole: 'a form that is sent to S3',
    wire: ofS3('/plain', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'key=a',
    }),
    because: 'a form, sent to S3',
  },
  {
    hole: 'an upload from a browser',
    wire: ofS3('/plain', { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x' } }),
    because: 'a form, sent to S3',
  },
  {
    hole: 'a body that is compressed',
    wire: form('iam', LIST, { headers: { 'content-encoding': 'gzip' } }),
    because: 'a body that is encoded as gzip',
  },
  {
    hole: 'an object that the emulator would decompress',
    wire: ofS3('/plain/a', { method: 'PUT', headers: { 'content-encoding': 'gzip' } }),
    because: 'an object encoded as gzip',
  },
  {
    hole: 'a policy of a bucket in chunks, which the gateway does not put together',
    wire: ofS3('/plain?policy=', { method: 'PUT', headers: { 'content-encoding': 'aws-chunked' } }),
    because: 'chunks that are not of an object',
  },
  {
    hole: 'a new bucket in chunks, by another header',
    wire: ofS3('/new', { method: 'PUT', headers: { 'x-amz-decoded-content-length': '9' } }),
    because: 'chunks that are not of an object',
  },
  {
    hole: 'tags of a new bucket in UTF-16',
    wire: ofS3('/new', { method: 'PUT', body: '<\0T\0a\0g\0' }),
    because: 's3:CreateBucket with tags',
  },
  {
    hole: 'tags of a new bucket in an entity',
    wire: ofS3('/new', { method: 'PUT', body: '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY t "x">]><a>&t;</a>' }),
    because: 's3:CreateBucket with tags',
  },
  {
    hole: 'a list that is written in another way',
    wire: form('iam', { ...LIST, 'Tags.1.Key': 'a' }),
    because: 'the parameter "Tags.1.Key"',
  },
  {
    hole: 'a service that nobody has looked into',
    wire: json('snowball', 'AWSIESnowballJobManagementService.ListJobs', '{}'),
    because: 'the gateway does not know snowball',
  },
  {
    hole: 'an operation that nobody has looked into',
    wire: form('iam', { Action: 'DeleteAccountPasswordPolicy', Version: '2010-05-08' }),
    because: 'the gateway does not know what it takes: iam:DeleteAccountPasswordPolicy',
  },
  {
    hole: 'an operation with a name that every object has',
    wire: form('iam', { Action: 'ToString', Version: '2010-05-08' }),
    because: 'iam:ToString',
  },
  {
    hole: 'two parts of a bucket at once',
    wire: ofS3('/plain?policy=&tagging='),
    because: 's3: GET of a bucket with policy, tagging',
  },
  {
    hole: 'a copy, which reads, too',
    wire: ofS3('/plain/a', { method: 'PUT', headers: { 'x-amz-copy-source': '/states/a' } }),
    because: 's3: PUT with x-amz-copy-source',
  },
  {
    hole: 'grants in headers',
    wire: ofS3('/plain/a', { method: 'PUT', headers: { 'x-amz-grant-read': 'uri=everybody' } }),
    because: 's3: PUT with x-amz-grant-read',
  },
  {
    hole: 'a deletion of many objects at once',
    wire: ofS3('/plain?delete=', { method: 'POST', body: '<Delete/>' }),
    because: 's3: POST of a bucket with delete',
  },
  {
    hole: 'a session with tags, which the emulator forgets',
    wire: form('sts', {
      Action: 'AssumeRole',
      RoleArn: `arn:aws:iam::${HERE}:role/team/ci`,
      RoleSessionName: 'run',
      'Tags.member.1.Key': 'team',
      'Tags.member.1.Value': 'platform',
    }),
    because: 'sts:AssumeRole with Tags.member.1.Key, Tags.member.1.Value',
  },
  {
    hole: 'a method that overrides another',
    wire: ofS3('/plain', { method: 'PATCH' }),
    because: 'the method PATCH',
  },
])('$hole: refused', async ({ wire, because }) => {
  const gateway = new GatewayInTest();
  expect((await gateway.refusal(wire))?.status).toBeGreaterThanOrEqual(400);
  expect(gateway.sent).toEqual([]);
  expect(gateway.journal.entries[0]?.reason).toContain(because);
});

describe('an object that is called like a pattern', () => {
  const locksOnly = allowing(['s3:PutObject'], 'arn:aws:s3:::plain/env/*.tflock');
  const gateway = () =>
    new GatewayInTest({ users: [principal(ADMINISTRATOR, { name: 'locks', document: locksOnly })] });

  test.each(['env/*', 'env/%2A', 'env/%3F', 'env/a%3F.tfloc%3F'])(
    '%s is not written by who may write locks',
    async (key) => {
      const tried = gateway();
      const refusal = await tried.refusal(ofS3(`/plain/${key}`, { method: 'PUT' }));
      expect(refusal?.body).toContain('<Code>AccessDenied</Code>');
      expect(tried.sent).toEqual([]);
    },
  );

  test('a lock is', async () => {
    expect(await gateway().refusal(ofS3('/plain/env/a.tflock', { method: 'PUT' }))).toBeUndefined();
  });
});

describe('what is sent on', () => {
  test("has nothing of the emulator's own account header, nor of any other that nobody knows", async () => {
    const gateway = new GatewayInTest();
    const headers = {
      'x-moto-account-id': '666666666666',
      'x-http-method-override': 'DELETE',
      'x-forwarded-host': 'elsewhere',
      expect: '100-continue',
      'transfer-encoding': 'chunked',
    };
    for (const wire of [form('iam', LIST, { headers }), ofS3('/plain', { headers })]) {
      expect(await gateway.refusal(wire)).toBeUndefined();
    }
    for (const { headers: sent } of gateway.sent) {
      for (const name of Object.keys(headers)) expect(sent).not.toHaveProperty(name);
      expect(sent.host).toMatch(/^(localhost|127\.0\.0\.1):4566$/);
    }
  });

  test('has no parameters of a form within JSON, where moto looks for an action', async () => {
    const gateway = new GatewayInTest();
    const value = 'x&Action=DeleteParameter&Name=/other&a=b';
    const body = JSON.stringify({ Name: 'a', Value: value, Type: 'String' });
    expect(await gateway.refusal(json('ssm', 'AmazonSSM.PutParameter', body))).toBeUndefined();
    const sent = gateway.sent[0]?.body.toString() ?? '';
    expect(sent).not.toMatch(/[&=]/);
    expect(JSON.parse(sent)).toEqual({ Name: 'a', Value: value, Type: 'String' });
  });

  test('has of a name that is there twice in JSON the one that was decided about', async () => {
    const gateway = new GatewayInTest();
    await gateway.refusal(json('ssm', 'AmazonSSM.GetParameter', '{"Name": "first", "Name": "last"}'));
    expect(gateway.sent[0]?.body.toString()).toBe('{"Name":"last"}');
  });

  test('has the name of the caller where no user is named: moto would take the owner of the key for the caller', async () => {
    const gateway = new GatewayInTest();
    await gateway.refusal(form('iam', { Action: 'DeleteAccessKey', AccessKeyId: 'AKIAIOSFODNN7SOMEBODY' }));
    expect(gateway.sent[0]?.body.toString()).toContain('UserName=admin');
  });

  test('has the host that the caller used, so that addresses in answers stay as they are', async () => {
    const gateway = new GatewayInTest();
    await gateway.refusal(form('iam', LIST));
    expect(gateway.sent[0]?.headers.host).toBe(HOST);
    expect(gateway.sent[0]?.headers.authorization).toContain(USER_KEY.id);
  });
});
