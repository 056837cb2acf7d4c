import type { S3Call } from '../../requests/call';
import { s3Event, s3Parameters } from '../../trail/s3-event';
import { s3 } from '../gateway/support/calls';

function s3Call(...request: Parameters<typeof s3>): S3Call {
  const call = s3(...request);
  if (call.protocol !== 's3') throw new Error('not a call of S3');
  return call;
}

test.each([
  ['GET', '/', 'ListBuckets', 'Management'],
  ['HEAD', '/states', 'HeadBucket', 'Data'],
  ['GET', '/states?list-type=2&prefix=a', 'ListObjects', 'Data'],
  ['GET', '/states?versions=', 'ListObjectVersions', 'Data'],
  ['GET', '/states?acl=', 'GetBucketAcl', 'Management'],
  ['GET', '/states?lifecycle=', 'GetBucketLifecycle', 'Management'],
  ['GET', '/states?publicAccessBlock=', 'GetBucketPublicAccessBlock', 'Management'],
  ['GET', '/states?object-lock=', 'GetObjectLockConfiguration', 'Management'],
  ['PUT', '/states', 'CreateBucket', 'Management'],
  ['PUT', '/states?encryption=', 'PutBucketEncryption', 'Management'],
  ['PUT', '/states?lifecycle=', 'PutBucketLifecycle', 'Management'],
  ['PUT', '/states?versioning=', 'PutBucketVersioning', 'Management'],
  ['PUT', '/states?policy=', 'PutBucketPolicy', 'Management'],
  ['PUT', '/states?publicAccessBlock=', 'PutBucketPublicAccessBlock', 'Management'],
  ['DELETE', '/states', 'DeleteBucket', 'Management'],
  ['DELETE', '/states?policy=', 'DeleteBucketPolicy', 'Management'],
  ['DELETE', '/states?publicAccessBlock=', 'DeleteBucketPublicAccessBlock', 'Management'],
  ['GET', '/states/a', 'GetObject', 'Data'],
  ['GET', '/states/a?versionId=1', 'GetObject', 'Data'],
  ['HEAD', '/states/a', 'HeadObject', 'Data'],
  ['PUT', '/states/a', 'PutObject', 'Data'],
  ['PUT', '/states/a?tagging=', 'PutObjectTagging', 'Data'],
  ['DELETE', '/states/a', 'DeleteObject', 'Data'],
])('%s %s is %s, a %s event', (method, path, name, category) => {
  expect(s3Event(s3Call(method, path))).toEqual({ name, category });
});

test('what is in no table has no name', () => {
  expect(s3Event(s3Call('POST', '/states'))).toBeUndefined();
  expect(s3Event(s3Call('DELETE', '/'))).toBeUndefined();
});

test('its parameters are the bucket, the object and the query', () => {
  const call = s3Call('GET', '/states/env:/dev/terraform.tfstate?versionId=1');
  expect(s3Parameters(call, 'eu-west-1')).toEqual({
    bucketName: 'states',
    Host: 'states.s3.eu-west-1.amazonaws.com',
    key: 'env:/dev/terraform.tfstate',
    versionId: '1',
  });
  expect(s3Parameters(s3Call('GET', '/'), 'eu-west-1')).toBeNull();
});

test('a policy is told, and nothing else that is in a body', () => {
  const policy = s3Call('PUT', '/states?policy=', {}, '{"Statement": []}');
  expect(s3Parameters(policy, 'cn-north-1')).toEqual({
    bucketName: 'states',
    Host: 'states.s3.cn-north-1.amazonaws.com.cn',
    policy: '',
    bucketPolicy: { Statement: [] },
  });
  expect(s3Parameters(s3Call('PUT', '/states?policy=', {}, 'no JSON'), 'eu-west-1')).not.toHaveProperty('bucketPolicy');
  expect(s3Parameters(s3Call('PUT', '/states/a', {}, 'secret'), 'eu-west-1')).toEqual({
    bucketName: 'states',
    Host: 'states.s3.eu-west-1.amazonaws.com',
    key: 'a',
  });
});
