import { authorize, type Requester } from '../../authorization/authorize';
import type { JsonObject } from '../../iam/json';
import { ACCOUNT } from '../../operations/account';
import { CLOUDFORMATION } from '../../operations/cloudformation';
import { CLOUDTRAIL } from '../../operations/cloudtrail';
import { DYNAMODB } from '../../operations/dynamodb';
import { EVENTS } from '../../operations/events';
import { IAM } from '../../operations/iam';
import { KMS } from '../../operations/kms';
import { LOGS } from '../../operations/logs';
import { MONITORING } from '../../operations/monitoring';
import { ORGANIZATIONS } from '../../operations/organizations';
import { requiredPermissions } from '../../operations/required-permissions';
import { SCHEDULER } from '../../operations/scheduler';
import { SECRETS_MANAGER } from '../../operations/secrets-manager';
import { SNS } from '../../operations/sns';
import { SQS } from '../../operations/sqs';
import { SSM } from '../../operations/ssm';
import { SSO } from '../../operations/sso';
import type { RequiredPermission } from '../../operations/table';
import type { Call } from '../../requests/call';
import { BOUNDARY, form, here, inRegion, json, POLICY, s3, TAGS } from '../gateway/support/calls';
import { ADMINISTRATOR, CI_ROLE, HERE, KEY } from '../gateway/support/stored';

/** Names for all that an operation may ask for. */
const NAMES = {
  RoleName: 'ci',
  UserName: 'ci',
  GroupName: 'all',
  InstanceProfileName: 'machines',
  PolicyName: 'read',
  PolicyArn: POLICY,
  PermissionsBoundary: BOUNDARY,
  AccessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  VirtualMFADeviceName: 'ci',
  SerialNumber: `arn:aws:iam::${HERE}:mfa/ci`,
  StackName: 'shop',
  StackSetName: 'dev',
  Url: 'https://issuer.example.com',
  OpenIDConnectProviderArn: `arn:aws:iam::${HERE}:oidc-provider/issuer.example.com`,
  TopicArn: inRegion('sns', 'alarms'),
  SubscriptionArn: inRegion('sns', 'alarms:12345678-1234-1234-1234-123456789012'),
  ...TAGS,
};
const INPUT: JsonObject = {
  TrailName: 'orgstrap',
  Rule: 'nightly',
  Targets: [{ Id: 'a', Arn: inRegion('sqs', 'jobs') }],
  Name: 'a',
  Type: 'String',
  ResourceType: 'Parameter',
  ResourceId: 'a',
  Tags: [{ Key: 'team', Value: 'shop' }],
  SecretId: 'shop/database',
  TableName: 'orders',
  ResourceArn: inRegion('dynamodb', 'table/orders'),
  QueueName: 'jobs',
  QueueUrl: `http://localhost:4566/${HERE}/jobs`,
  logGroupName: 'a',
  resourceArn: inRegion('logs', 'log-group:a'),
  AccountId: HERE,
  ParentId: 'r-abcd',
  ChildId: HERE,
  SourceParentId: 'r-abcd',
  DestinationParentId: 'ou-abcd-11111111',
  OrganizationalUnitId: 'ou-abcd-11111111',
  ServicePrincipal: 'x.amazonaws.com',
  RootId: 'r-abcd',
  TargetId: 'ou-abcd-11111111',
  PolicyId: 'p-1a2b3c4d',
  InstanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
  PermissionSetArn: 'arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef',
};
const everyCall = [
  ...Object.keys(IAM).map((operation) => form('iam', operation, NAMES)),
  ...Object.keys(CLOUDFORMATION).map((operation) => form('cloudformation', operation, NAMES)),
  ...Object.keys(SNS).map((operation) => form('sns', operation, NAMES)),
  ...Object.keys(ACCOUNT).map((operation) => json('account', operation, INPUT)),
  ...Object.keys(MONITORING).map((operation) => json('monitoring', operation, { AlarmNames: ['a'], AlarmName: 'a' })),
  ...Object.keys(SCHEDULER).map((operation) =>
    json('scheduler', operation, { ...INPUT, Target: { RoleArn: CI_ROLE } }),
  ),
  ...Object.keys(CLOUDTRAIL).map((operation) => json('cloudtrail', operation, { ...INPUT, Name: 'orgstrap' })),
  ...Object.keys(DYNAMODB).map((operation) => json('dynamodb', operation, INPUT)),
  ...Object.keys(EVENTS).map((operation) => json('events', operation, INPUT)),
  ...Object.keys(SSM).map((operation) => json('ssm', operation, INPUT)),
  ...Object.keys(SSO).map((operation) => json('sso', operation, INPUT)),
  ...Object.keys(SECRETS_MANAGER).map((operation) => json('secretsmanager', operation, INPUT)),
  ...Object.keys(SQS).map((operation) => json('sqs', operation, INPUT)),
  ...Object.keys(LOGS).map((operation) => json('logs', operation, INPUT)),
  ...Object.keys(ORGANIZATIONS).map((operation) => json('organizations', operation, INPUT)),
  ...Object.keys(KMS).map((operation) => json('kms', operation, operation === 'ListAliases' ? {} : { KeyId: KEY })),
].map((call) => [`${call.service}:${'operation' in call ? call.operation : ''}`, call] as const);

/** Objects of a bucket that go together. */
function deletion(objects: string): Call {
  return s3('POST', '/plain?delete', {}, `<Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${objects}</Delete>`);
}

const administrator: Requester = { caller: { kind: 'user', arn: ADMINISTRATOR }, arn: ADMINISTRATOR, signIn: {} };

test.each(everyCall)('IAM knows what %s takes, and decides about it', async (_, call) => {
  const needs: readonly RequiredPermission[] = await requiredPermissions(call, here);
  expect(needs.length).toBeGreaterThan(0);
  await expect(authorize(needs, administrator, here)).resolves.toBeUndefined();
});

const parts = {
  GET: 'accelerate acl analytics&id=all cors encryption intelligent-tiering&id=all inventory&id=all lifecycle location logging metrics&id=all notification object-lock ownershipControls policy policyStatus publicAccessBlock replication requestPayment tagging versioning versions website',
  PUT: 'accelerate acl analytics&id=all cors encryption intelligent-tiering&id=all inventory&id=all lifecycle logging metrics&id=all notification object-lock ownershipControls policy publicAccessBlock requestPayment tagging versioning website',
  DELETE:
    'analytics&id=all cors encryption intelligent-tiering&id=all inventory&id=all lifecycle metrics&id=all ownershipControls policy publicAccessBlock replication tagging website',
};
const everyPart = Object.entries(parts).flatMap(([method, names]) =>
  names.split(' ').map((name) => [method, name] as const),
);

test.each(everyPart)('IAM knows what %s of a bucket with %s takes, and decides about it', async (method, name) => {
  const needs = await requiredPermissions(s3(method, `/plain?${name}`), here);
  await expect(authorize(needs, administrator, here)).resolves.toBeUndefined();
});

test.each<readonly [string, Call]>([
  ['the name of a role with a slash', form('iam', 'GetRole', { RoleName: 'a/b' })],
  ['no name', form('iam', 'GetRole', {})],
  ['a role that is none', form('sts', 'AssumeRole', { RoleArn: `${CI_ROLE}*`, RoleSessionName: 'run' })],
  ['a path that is none', form('iam', 'CreateRole', { RoleName: 'a', Path: '/a b/' })],
  ['a boundary that is none', form('iam', 'CreateRole', { RoleName: 'a', PermissionsBoundary: 'edge' })],
  [
    'a stack of another account',
    form('cloudformation', 'DeleteStack', { StackName: 'arn:aws:cloudformation:eu-west-1:666666666666:stack/shop/1' }),
  ],
  ['a pattern of stacks', form('cloudformation', 'DeleteStack', { StackName: 'shop*' })],
  ['a table by its ARN', json('dynamodb', 'DescribeTable', { TableName: inRegion('dynamodb', 'table/orders') })],
  ['a parameter by its ARN', json('ssm', 'GetParameter', { Name: 'arn:aws:ssm:eu-west-1:666666666666:parameter/a' })],
  ['a parameter with dots for a path', json('ssm', 'GetParameter', { Name: '//a' })],
  ['a queue that is none', json('sqs', 'DeleteQueue', { QueueUrl: 'jobs' })],
  ['a queue of another account', json('sqs', 'DeleteQueue', { QueueUrl: 'http://localhost:1/666666666666/jobs' })],
  [
    'a log group of another account',
    json('logs', 'ListTagsForResource', { resourceArn: 'arn:aws:logs:eu-west-1:666666666666:log-group:a' }),
  ],
  [
    'a secret of another account',
    json('secretsmanager', 'GetSecretValue', {
      SecretId: 'arn:aws:secretsmanager:eu-west-1:666666666666:secret:a-AbCdEf',
    }),
  ],
  ['a secret with a pattern for a name', json('secretsmanager', 'GetSecretValue', { SecretId: 'shop/*' })],
  [
    'a new value with a rotation token',
    json('secretsmanager', 'PutSecretValue', { SecretId: 'a', RotationToken: 'x' }),
  ],
  [
    'an MFA device of another account',
    form('iam', 'DeleteVirtualMFADevice', { SerialNumber: 'arn:aws:iam::666666666666:mfa/ci' }),
  ],
  ['an MFA device with a pattern for a name', form('iam', 'CreateVirtualMFADevice', { VirtualMFADeviceName: '*' })],
  ['a session token without a code', form('sts', 'GetSessionToken', {})],
  ['a key that is none', form('iam', 'GetAccessKeyLastUsed', { AccessKeyId: '*' })],
  [
    'a trail of another account',
    json('cloudtrail', 'StopLogging', { Name: 'arn:aws:cloudtrail:eu-west-1:666666666666:trail/orgstrap' }),
  ],
  [
    "the organization's trail, which no other account stops",
    json('cloudtrail', 'StopLogging', { Name: 'arn:aws:cloudtrail:eu-west-1:111111111111:trail/everything' }),
  ],
  [
    'a trail of another member account, to look at',
    json('cloudtrail', 'GetTrailStatus', { Name: 'arn:aws:cloudtrail:eu-west-1:666666666666:trail/orgstrap' }),
  ],
  [
    'a trail with a role, which is passed',
    json('cloudtrail', 'UpdateTrail', { Name: 'orgstrap', CloudWatchLogsRoleArn: CI_ROLE }),
  ],
  ['a rule with a pattern for a name', json('events', 'DisableRule', { Name: 'orgstrap-*' })],
  [
    'a bus of another account',
    json('events', 'DisableRule', {
      Name: 'a',
      EventBusName: 'arn:aws:events:eu-west-1:666666666666:event-bus/alarms',
    }),
  ],
  [
    'a target with a role, which is passed',
    json('events', 'PutTargets', { Rule: 'a', Targets: [{ Id: 'a', Arn: inRegion('sqs', 'jobs'), RoleArn: CI_ROLE }] }),
  ],
  ['a rule with a role', json('events', 'PutRule', { Name: 'a', RoleArn: CI_ROLE })],
  ['a topic of another account', form('sns', 'DeleteTopic', { TopicArn: 'arn:aws:sns:eu-west-1:666666666666:alarms' })],
  ['a subscription that waits', form('sns', 'Unsubscribe', { SubscriptionArn: 'PendingConfirmation' })],
  ['an issuer without HTTPS', form('iam', 'CreateOpenIDConnectProvider', { Url: 'http://issuer.example.com' })],
  [
    'a provider of another account',
    form('iam', 'DeleteOpenIDConnectProvider', {
      OpenIDConnectProviderArn: 'arn:aws:iam::666666666666:oidc-provider/issuer.example.com',
    }),
  ],
  ['an alias of no key', json('kms', 'Encrypt', { KeyId: 'alias/other' })],
  ['a table with a key', json('dynamodb', 'CreateTable', { TableName: 'orders', SSESpecification: {} })],
  [
    'the tags of a table of another account',
    json('dynamodb', 'ListTagsOfResource', { ResourceArn: 'arn:aws:dynamodb:eu-west-1:999999999999:table/orders' }),
  ],
  ['a secret parameter, which takes a key', json('ssm', 'PutParameter', { Name: 'a', Type: 'SecureString' })],
  ['a bucket of somebody else than expected', s3('GET', '/plain', { 'x-amz-expected-bucket-owner': '666666666666' })],
  [
    'objects to delete in an encoding that hides their keys',
    s3(
      'POST',
      '/plain?delete',
      {},
      '<?xml version="1.0" encoding="UTF-7"?><Delete><Object><Key>a</Key></Object></Delete>',
    ),
  ],
  ['objects to delete with a comment', deletion('<Object><Key>a</Key><!-- --></Object>')],
  ['an object to delete with two keys', deletion('<Object><Key>a</Key><Key>b</Key></Object>')],
  ['an object to delete without a key', deletion('<Object><VersionId>1</VersionId></Object>')],
  ['an object to delete with an entity of its own', deletion('<Object><Key>&x;</Key></Object>')],
  ['nothing to delete', deletion('')],
  ['a new bucket with tags', s3('PUT', '/new', {}, '<Tags><Tag><Key>a</Key></Tag></Tags>')],
  [
    'the same tag twice',
    form('iam', 'TagRole', { RoleName: 'ci', ...TAGS, 'Tags.member.2.Key': 'team', 'Tags.member.2.Value': 'x' }),
  ],
])('%s is refused', async (_, call) => {
  await expect(async () => requiredPermissions(call, here)).rejects.toThrow();
});

test('of a bucket that is not there, S3 says so, whoever is expected to own it', async () => {
  const call = s3('HEAD', '/not-there', { 'x-amz-expected-bucket-owner': '666666666666' });
  expect(await requiredPermissions(call, here)).toMatchObject([{ action: 's3:ListBucket' }]);
});
