import { CloudFormationClient, DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { POLICY } from './support/calls';
import { GatewayInTest, NOW, SESSION_KEY } from './support/gateway';
import { through } from './support/sdk';
import { form, json, signed } from './support/signed';
import { ADMINISTRATOR, allowing, CI_ROLE, ELSEWHERE, HERE, KEY, principal, stored, trusting } from './support/stored';

const nobody = {
  users: [principal(ADMINISTRATOR)],
  // By its account: whom a trust of the same account names needs no permission.
  roles: [{ ...principal(CI_ROLE), trust: trusting(`arn:aws:iam::${HERE}:root`) }],
};
const EVERYTHING = { name: 'everything', document: allowing(['*']) };
const denying = (actions: readonly string[], more = {}) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Sid: 'Deny', Effect: 'Deny', Action: actions, Resource: '*', ...more }],
  });

describe('the SDK understands a denial', () => {
  beforeEach(() => jest.useFakeTimers({ now: NOW, doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] }));
  afterEach(() => jest.useRealTimers());

  type Call = (settings: ReturnType<typeof through>) => Promise<unknown>;
  test.each<readonly [string, Call, string]>([
    [
      'STS',
      ({ settings }) => new STSClient(settings).send(new AssumeRoleCommand({ RoleArn: CI_ROLE, RoleSessionName: 'x' })),
      `User: ${ADMINISTRATOR} is not authorized to perform: sts:AssumeRole on resource: ${CI_ROLE} because no identity-based policy allows the sts:AssumeRole action`,
    ],
    [
      'IAM',
      ({ settings }) => new IAMClient(settings).send(new CreateUserCommand({ UserName: 'x' })),
      `User: ${ADMINISTRATOR} is not authorized to perform: iam:CreateUser on resource: arn:aws:iam::${HERE}:user/x because no identity-based policy allows the iam:CreateUser action`,
    ],
    [
      'CloudFormation',
      ({ settings }) => new CloudFormationClient(settings).send(new DeleteStackCommand({ StackName: 'x' })),
      `User: ${ADMINISTRATOR} is not authorized to perform: cloudformation:DeleteStack on resource: arn:aws:cloudformation:eu-west-1:${HERE}:stack/x/* because no identity-based policy allows the cloudformation:DeleteStack action`,
    ],
    [
      'S3',
      ({ s3Settings }) => new S3Client(s3Settings).send(new PutObjectCommand({ Bucket: 'plain', Key: 'a', Body: 'x' })),
      `User: ${ADMINISTRATOR} is not authorized to perform: s3:PutObject on resource: arn:aws:s3:::plain/a because no identity-based policy allows the s3:PutObject action`,
    ],
  ])('of %s', async (_, call, message) => {
    await expect(call(through(new GatewayInTest(nobody)))).rejects.toMatchObject({
      name: 'AccessDenied',
      message,
      $metadata: { httpStatusCode: 403 },
    });
  });

  test.each<readonly [string, Call]>([
    ['SSM', ({ settings }) => new SSMClient(settings).send(new GetParameterCommand({ Name: 'a' }))],
    ['Organizations', ({ settings }) => new OrganizationsClient(settings).send(new ListAccountsCommand({}))],
  ])('of %s', async (_, call) => {
    await expect(call(through(new GatewayInTest(nobody)))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringMatching(/^User: .* is not authorized to perform: /),
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('of HEAD, which has no body', async () => {
    const call = (settings: ReturnType<typeof through>) =>
      new S3Client(settings.s3Settings).send(new HeadObjectCommand({ Bucket: 'plain', Key: 'a' }));
    await expect(call(through(new GatewayInTest(nobody)))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
  });

  test('and that nobody knows its key', async () => {
    const { s3Settings, settings } = through(new GatewayInTest({}, []));
    await expect(
      new STSClient(settings).send(new AssumeRoleCommand({ RoleArn: CI_ROLE, RoleSessionName: 'x' })),
    ).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    await expect(new SSMClient(settings).send(new GetParameterCommand({ Name: 'a' }))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
    await expect(
      new S3Client(s3Settings).send(new GetObjectCommand({ Bucket: 'plain', Key: 'a' })),
    ).rejects.toMatchObject({ name: 'InvalidAccessKeyId' });
  });
});

test('SQS has the code of the query protocol in a header, too', async () => {
  const refusal = await new GatewayInTest(nobody).refusal(json('sqs', 'AmazonSQS.CreateQueue', '{"QueueName": "a"}'));
  expect(refusal?.status).toBe(400);
  expect(refusal?.headers['x-amzn-query-error']).toBe('AccessDenied;Sender');
  expect(refusal?.headers['x-amzn-errortype']).toBe('AccessDeniedException');
});

test.each([
  ['a role that is there, by its name', { Action: 'DeleteRole', RoleName: 'ci' }, 'role ci'],
  ['a user, by the name', { Action: 'CreateAccessKey', UserName: 'admin' }, 'user admin'],
  ['a group, by its name', { Action: 'GetGroup', GroupName: 'all' }, 'group all'],
  ['a policy, by its ARN', { Action: 'GetPolicy', PolicyArn: POLICY }, `policy ${POLICY}`],
  ['a role that would be new, by its ARN', { Action: 'CreateRole', RoleName: 'x' }, `arn:aws:iam::${HERE}:role/x`],
])('IAM tells of %s', async (_, parameters, expected) => {
  const refusal = await new GatewayInTest(nobody).refusal(form('iam', parameters));
  expect(refusal?.body).toContain(` on resource: ${expected} because no identity-based policy allows `);
});

test('what is written into a denial is no markup', async () => {
  const wire = form('iam', { Action: 'GetUser', UserName: '<b>' });
  expect((await new GatewayInTest().refusal(wire))?.body).toContain('&lt;b&gt;');
});

const assume = (role: string, more = {}) =>
  form('sts', { Action: 'AssumeRole', RoleArn: role, RoleSessionName: 'run' }, more);
const write = signed({ service: 's3', method: 'PUT', target: '/states/a', body: 'x' });
const organization = stored().organization;
const OTHER_ROLE = `arn:aws:iam::${ELSEWHERE}:role/app`;
const other = (trust: string) => ({ roles: [{ ...principal(OTHER_ROLE), trust }] });
const bucketWith = (policy: string) => stored().buckets.map((each) => ({ ...each, policy }));

const NO_STATE_KEYS = denying(['kms:*'], {
  Principal: '*',
  Condition: { 'ForAnyValue:StringLike': { 'kms:ResourceAliases': 'alias/st*' } },
});

describe('every layer has a say', () => {
  test.each<readonly [string, ConstructorParameters<typeof GatewayInTest>, ReturnType<typeof assume>, string]>([
    [
      'a trust that names nobody',
      [other(trusting(CI_ROLE))],
      assume(OTHER_ROLE),
      'because no resource-based policy allows the sts:AssumeRole action',
    ],
    ['a role that is not there', [{}], assume(`arn:aws:iam::${ELSEWHERE}:role/gone`), 'no resource-based policy'],
    [
      'a boundary',
      [
        {
          managedPolicies: { [`arn:aws:iam::${HERE}:policy/edge`]: allowing(['s3:GetObject']) },
          users: [{ ...principal(ADMINISTRATOR, EVERYTHING), boundary: `arn:aws:iam::${HERE}:policy/edge` }],
        },
      ],
      write,
      'because no permissions boundary allows the s3:PutObject action',
    ],
    [
      'a policy of a bucket',
      [{ buckets: bucketWith(denying(['s3:PutObject'], { Principal: '*', Resource: 'arn:aws:s3:::states/*' })) }],
      write,
      'with an explicit deny in a resource-based policy',
    ],
    [
      'a service control policy',
      [
        {
          organization: organization && {
            ...organization,
            serviceControlPolicies: {
              'ou-abcd-11111111': [
                { name: 'FullAWSAccess', document: allowing(['*']) },
                { name: 'guard', document: denying(['s3:PutObject']) },
              ],
            },
          },
        },
      ],
      write,
      'with an explicit deny in a service control policy',
    ],
    [
      'a resource control policy, over the key that an alias names',
      [
        {
          organization: organization && {
            ...organization,
            resourceControlPolicies: { 'r-abcd': [{ name: 'guard', document: NO_STATE_KEYS }] },
          },
        },
      ],
      write,
      'with an explicit deny in a resource control policy',
    ],
    [
      'a policy of a key, for what S3 does with it',
      [{ keys: [{ arn: KEY, account: HERE, policy: denying(['kms:GenerateDataKey'], { Principal: '*' }) }] }],
      write,
      'kms:GenerateDataKey',
    ],
    [
      'a policy of a session',
      [
        {},
        [{ ...SESSION_KEY, owner: { ...SESSION_KEY.owner, policy: allowing(['s3:GetObject']) } } as typeof SESSION_KEY],
      ],
      signed({ service: 's3', method: 'PUT', target: '/plain/a', body: 'x', key: SESSION_KEY }),
      'because no session policy allows the s3:PutObject action',
    ],
  ])('%s', async (_, props, wire, because) => {
    const gateway = new GatewayInTest(...props);
    expect(await gateway.refusal(wire)).toBeDefined();
    expect(gateway.journal.entries.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['denied', expect.stringContaining(because)],
    ]);
    expect(gateway.sent).toEqual([]);
  });

  test('a session is named as STS names it', async () => {
    const gateway = new GatewayInTest({ roles: [{ ...principal(CI_ROLE), trust: trusting(ADMINISTRATOR) }] });
    await gateway.refusal(assume(CI_ROLE, { key: SESSION_KEY }));
    expect(gateway.journal.entries[0]?.caller).toBe(`arn:aws:sts::${HERE}:assumed-role/ci/run`);
  });

  test('what all of them allow is passed on', async () => {
    const gateway = new GatewayInTest(other(trusting(ADMINISTRATOR)));
    expect(await gateway.refusal(assume(OTHER_ROLE))).toBeUndefined();
    expect(await gateway.refusal(write)).toBeUndefined();
    expect(gateway.sent.map(({ method, target }) => `${method} ${target}`)).toEqual(['POST /', 'PUT /states/a']);
  });
});

describe('what nobody can decide is refused, and is an error', () => {
  test.each([
    ['the tags of a resource', { StringEquals: { 'aws:ResourceTag/team': 'shop' } }, 'aws:ResourceTag/team'],
    ['a condition key that is misspelt', { StringEquals: { 'aws:PrincipalOrgId2': 'x' } }, 'aws:PrincipalOrgId2'],
    ['an operator that is misspelt', { StringEqual: { 'aws:PrincipalOrgID': 'x' } }, 'StringEqual'],
  ])('%s', async (_, Condition, because) => {
    const odd = { name: 'odd', document: denying(['s3:PutObject'], { Condition }) };
    const gateway = new GatewayInTest({ users: [principal(ADMINISTRATOR, EVERYTHING, odd)] });
    expect((await gateway.refusal(write))?.body).toContain('<Code>AccessDenied</Code>');
    expect(gateway.journal.unexpected.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['undecided', expect.stringContaining(because)],
    ]);
  });

  test('a snapshot that cannot be read', async () => {
    const gateway = new GatewayInTest({ users: [principal(ADMINISTRATOR, { name: 'odd', document: 'not JSON' })] });
    expect(await gateway.refusal(write)).toBeDefined();
    expect(gateway.journal.entries[0]?.outcome).toBe('undecided');
  });
});

test('the tags of who asks are in the request', async () => {
  const Condition = { StringEquals: { 'aws:PrincipalTag/team': 'shop' } };
  const document = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Sid: 'Team', Effect: 'Allow', Action: 's3:PutObject', Resource: '*', Condition }],
  });
  const user = principal(ADMINISTRATOR, { name: 'team', document });
  const plain = signed({ service: 's3', method: 'PUT', target: '/plain/a', body: 'x' });
  expect(await new GatewayInTest({ users: [{ ...user, tags: { team: 'shop' } }] }).refusal(plain)).toBeUndefined();
  expect(await new GatewayInTest({ users: [{ ...user, tags: { team: 'other' } }] }).refusal(plain)).toBeDefined();
});
