import { LEGITIMATE } from '../../../../test/alarms/recorded-events';
import { type CloudFormationCall, recordOfCloudFormationCall } from '../../trail/cloudformation-call';
import { userIdentityOf } from '../../trail/user-identity';
import { HERE } from '../gateway/support/stored';
import { ids, RUN } from './observed';

const AT = new Date('2026-11-21T09:30:00Z');
const CLOUDFORMATION = 'cloudformation.amazonaws.com';

function made(more: Partial<CloudFormationCall>): CloudFormationCall {
  const call = { n: 1, account: HERE, region: 'eu-west-1', service: 'iam', operation: 'PutRolePolicy', parameters: {} };
  return { ...call, by: { accessKeyId: 'ASIAIOSFODNN7EXAMPLE' }, ...more };
}

function recorded(more: Partial<CloudFormationCall>) {
  return recordOfCloudFormationCall(made(more), { partition: 'aws', at: AT, caller: userIdentityOf(RUN) }, ids());
}

test('for a stack, it is whoever changes the stack', () => {
  expect(recorded({ parameters: { RoleName: 'ci', PolicyName: 'more', PolicyDocument: '{}' } })).toMatchObject({
    userIdentity: { ...userIdentityOf(RUN), invokedBy: CLOUDFORMATION },
    eventSource: 'iam.amazonaws.com',
    eventName: 'PutRolePolicy',
    awsRegion: 'us-east-1',
    sourceIPAddress: CLOUDFORMATION,
    userAgent: CLOUDFORMATION,
    requestParameters: { roleName: 'ci', policyName: 'more', policyDocument: '{}' },
    recipientAccountId: HERE,
    readOnly: false,
  });
});

test('for a StackSet, it is a role of its own in each account', () => {
  const { userIdentity } = recordOfCloudFormationCall(made({ by: { stackSet: 'dev' } }), { partition: 'aws', at: AT });
  const role = `arn:aws:iam::${HERE}:role/stacksets-exec-`;
  expect(userIdentity.sessionContext?.sessionIssuer?.arn).toMatch(new RegExp(`^${role}[0-9a-f]{32}$`));
  const before = LEGITIMATE.deployment?.['StackSets change the trust of the Terraform role'];
  const detail = before?.detail as { readonly userIdentity: object };
  expect(Object.keys(userIdentity).sort()).toEqual(Object.keys(detail.userIdentity).sort());
});

test('each account has the same role whenever StackSets come', () => {
  const role = (account: string) =>
    recordOfCloudFormationCall(made({ account, by: { stackSet: 'dev' } }), { partition: 'aws', at: AT }).userIdentity
      .arn;
  expect(role(HERE)).toBe(role(HERE));
  expect(role(HERE)).not.toBe(role('555555555555'));
});

test.each([
  ['PutBucketPolicy', 'PutBucketPolicy', 'Management'],
  ['PutPublicAccessBlock', 'PutBucketPublicAccessBlock', 'Management'],
  ['PutBucketLifecycleConfiguration', 'PutBucketLifecycle', 'Management'],
  ['PutObjectLockConfiguration', 'PutObjectLockConfiguration', 'Management'],
  ['PutBucketOwnershipControls', 'PutBucketOwnershipControls', 'Management'],
  ['PutObject', 'PutObject', 'Data'],
  ['HeadBucket', 'HeadBucket', 'Data'],
])("S3's %s is %s, a %s event", (operation, eventName, eventCategory) => {
  expect(recorded({ service: 's3', operation, parameters: { Bucket: 'states' } })).toMatchObject({
    eventName,
    eventCategory,
    managementEvent: eventCategory === 'Management',
    requestParameters: { bucketName: 'states', Host: 'states.s3.eu-west-1.amazonaws.com' },
  });
});

test('the policy of a bucket is told', () => {
  const parameters = { Bucket: 'states', Policy: '{"Statement": []}' };
  const { requestParameters } = recorded({ service: 's3', operation: 'PutBucketPolicy', parameters });
  expect(requestParameters).toMatchObject({ bucketPolicy: { Statement: [] } });
});

test('what fails has its code', () => {
  expect(recorded({ error: 'EntityAlreadyExists' })).toMatchObject({ errorCode: 'EntityAlreadyExists' });
  expect(recorded({ error: null })).not.toHaveProperty('errorCode');
});

test('a key that nobody has called with is an error', () => {
  expect(() => recordOfCloudFormationCall(made({}), { partition: 'aws', at: AT })).toThrow('ASIAIOSFODNN7EXAMPLE');
});
