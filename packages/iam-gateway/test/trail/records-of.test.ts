import { principalId } from '../../iam/principal-id';
import type { Call } from '../../requests/call';
import type { ObservedCall } from '../../trail/observed-call';
import { recordsOf } from '../../trail/records-of-call';
import { eventOf } from '../../trail/trail-record';
import { userIdentityOf } from '../../trail/user-identity';
import { form, json, s3 } from '../gateway/support/calls';
import { CI_ROLE, ELSEWHERE, HERE } from '../gateway/support/stored';
import { begun, DENIED, ids, observed, ROLE_ELSEWHERE, RUN, TOKEN, USER } from './observed';

const assume = (role: string) =>
  form('sts', 'AssumeRole', { RoleArn: role, RoleSessionName: 'run', DurationSeconds: '900', Version: '2011-06-15' });
const PARAMETERS = { roleSessionName: 'run', durationSeconds: 900 };
const GIVEN = {
  credentials: {
    accessKeyId: 'ASIANEWNEWNEWNEWNEWN',
    sessionToken: '<encoded session token blob>',
    expiration: 'Nov 21, 2026, 10:15:00 AM',
  },
};

function only(call: Partial<ObservedCall>) {
  const [record, ...others] = recordsOf(observed(call), ids());
  if (record === undefined || others.length > 0) throw new Error('not one record');
  return record;
}

test('a call is one record, in the account of the caller', () => {
  expect(recordsOf(observed({ call: form('iam', 'GetRole', { RoleName: 'ci' }) }), ids())).toEqual([
    {
      eventVersion: '1.11',
      userIdentity: userIdentityOf(USER),
      eventTime: '2026-11-21T09:30:00Z',
      eventSource: 'iam.amazonaws.com',
      eventName: 'GetRole',
      awsRegion: 'us-east-1',
      sourceIPAddress: '192.0.2.10',
      userAgent: 'aws-cli/2.27.0',
      requestParameters: { roleName: 'ci' },
      responseElements: null,
      requestID: 'id-1',
      eventID: 'id-2',
      readOnly: true,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: HERE,
      eventCategory: 'Management',
    },
  ]);
});

test.each([
  ['sts', 'eu-west-1', 'eu-west-1'],
  ['iam', 'eu-west-1', 'us-east-1'],
  ['iam', 'cn-northwest-1', 'cn-north-1'],
  ['organizations', 'cn-north-1', 'cn-northwest-1'],
  ['organizations', 'us-gov-east-1', 'us-gov-west-1'],
  ['kms', 'us-gov-east-1', 'us-gov-east-1'],
])('a call of %s that is signed for %s is recorded in %s', (service, region, expected) => {
  expect(only({ call: form(service, 'ListX', {}), region }).awsRegion).toBe(expected);
});

test.each<readonly [string, Call, boolean]>([
  ['GetRole', form('iam', 'GetRole', {}), true],
  ['DescribeStacks', form('cloudformation', 'DescribeStacks', {}), true],
  ['LookupEvents', json('cloudtrail', 'LookupEvents', {}), true],
  ['AssumeRole', form('sts', 'AssumeRole', { RoleArn: CI_ROLE }), true],
  ['Decrypt', json('kms', 'Decrypt', {}), true],
  ['HEAD', s3('HEAD', '/states/a'), true],
  ['PutObject', s3('PUT', '/states/a'), false],
  ['DisableRule', json('events', 'DisableRule', {}), false],
  ['CreateUser', form('iam', 'CreateUser', {}), false],
  ['StopLogging', json('cloudtrail', 'StopLogging', {}), false],
])('whether %s only reads', (_, call, expected) => {
  expect(only({ call }).readOnly).toBe(expected);
});

describe('a role', () => {
  test('of the same account is one record, with what STS gave', () => {
    const record = only({ call: assume(CI_ROLE), answer: begun(CI_ROLE, '<SourceIdentity>run-1</SourceIdentity>') });
    expect(record).toMatchObject({
      requestParameters: { ...PARAMETERS, roleArn: CI_ROLE },
      responseElements: {
        ...GIVEN,
        assumedRoleUser: {
          assumedRoleId: `${principalId(CI_ROLE)}:run`,
          arn: `arn:aws:sts::${HERE}:assumed-role/ci/run`,
        },
        sourceIdentity: 'run-1',
      },
      resources: [{ accountId: HERE, type: 'AWS::IAM::Role', ARN: CI_ROLE }],
    });
    expect(record).not.toHaveProperty('sharedEventID');
  });

  test('of another account is a record in both, which have an id in common', () => {
    const records = recordsOf(
      observed({ caller: RUN, call: assume(ROLE_ELSEWHERE), answer: begun(ROLE_ELSEWHERE) }),
      ids(),
    );
    expect(records).toMatchObject([
      { recipientAccountId: HERE, userIdentity: userIdentityOf(RUN), sharedEventID: 'id-3', eventID: 'id-2' },
      {
        recipientAccountId: ELSEWHERE,
        userIdentity: { type: 'AWSAccount', principalId: `${principalId(CI_ROLE)}:run`, accountId: HERE },
        sharedEventID: 'id-3',
        eventID: 'id-5',
      },
    ]);
    expect(records[1]?.userIdentity).not.toHaveProperty('arn');
    expect(records[1]?.responseElements).toEqual(records[0]?.responseElements);
  });

  test('that is refused is recorded in the account of the caller alone, without what was asked for', () => {
    expect(only({ caller: RUN, call: assume(ROLE_ELSEWHERE), error: DENIED })).toMatchObject({
      recipientAccountId: HERE,
      errorCode: 'AccessDenied',
      errorMessage: DENIED.message,
      requestParameters: null,
      responseElements: null,
    });
    expect(only({ caller: RUN, call: assume(ROLE_ELSEWHERE), error: DENIED })).not.toHaveProperty('resources');
  });
});

describe('a role for a token', () => {
  const call = form('sts', 'AssumeRoleWithWebIdentity', {
    RoleArn: ROLE_ELSEWHERE,
    RoleSessionName: 'run',
    WebIdentityToken: 'e.y.J',
  });
  const requestParameters = { roleArn: ROLE_ELSEWHERE, roleSessionName: 'run' };

  test('is recorded in its account, without the token', () => {
    const answer = begun(ROLE_ELSEWHERE, '<Audience>sts.amazonaws.com</Audience><Provider>a</Provider>');
    const record = only({ caller: TOKEN, call, answer });
    expect(record).toMatchObject({
      recipientAccountId: ELSEWHERE,
      requestParameters,
      eventSource: 'sts.amazonaws.com',
    });
    expect(record.responseElements).toMatchObject({ ...GIVEN, audience: 'sts.amazonaws.com', provider: 'a' });
  });

  test('that is refused is recorded there with what was asked for', () => {
    expect(only({ caller: TOKEN, call, error: DENIED })).toMatchObject({
      recipientAccountId: ELSEWHERE,
      requestParameters,
      errorCode: 'AccessDenied',
    });
  });
});

test.each<readonly [string, Call, boolean]>([
  ['IAM', form('iam', 'DeleteRole', { RoleName: 'ci' }), false],
  ['Secrets Manager', json('secretsmanager', 'GetSecretValue', { SecretId: 'a' }), false],
  ['Organizations', json('organizations', 'MoveAccount', { AccountId: HERE }), false],
  ['CloudFormation', form('cloudformation', 'DeleteStack', { StackName: 'a' }), true],
  ['KMS', json('kms', 'DisableKey', { KeyId: 'a' }), true],
  ['CloudTrail', json('cloudtrail', 'StopLogging', { Name: 'a' }), true],
  ['S3', s3('DELETE', '/states'), true],
])('whether the parameters of what %s refuses are told', (_, call, told) => {
  expect(only({ call, error: DENIED }).requestParameters !== null).toBe(told);
});

test('what a service cannot do is told with its parameters', () => {
  const error = { code: 'NoSuchEntity', message: 'there is none', isRefusal: false };
  expect(only({ call: form('iam', 'GetRole', { RoleName: 'a' }), error })).toMatchObject({
    errorCode: 'NoSuchEntity',
    requestParameters: { roleName: 'a' },
  });
});

test('objects are data, buckets are management', () => {
  expect(only({ call: s3('PUT', '/states/a') })).toMatchObject({ eventCategory: 'Data', managementEvent: false });
  expect(only({ call: s3('PUT', '/states') })).toMatchObject({ eventCategory: 'Management', managementEvent: true });
});

test('what S3 has no name for is not recorded', () => {
  expect(recordsOf(observed({ call: s3('POST', '/states') }))).toEqual([]);
});

test('EventBridge delivers a record in its account and Region', () => {
  const record = only({ call: form('iam', 'CreateUser', { UserName: 'a' }) });
  expect(eventOf(record)).toEqual({
    version: '0',
    id: record.eventID,
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.iam',
    account: HERE,
    time: '2026-11-21T09:30:00Z',
    region: 'us-east-1',
    resources: [],
    detail: record,
  });
});
