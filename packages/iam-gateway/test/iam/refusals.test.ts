import { decide } from '../../engine/decide';
import type { Conditions } from '../../iam/policy-document';
import type { RequestContext } from '../../iam/request';
import { allow, BUCKET, deny, HOME, may, policy, smallOrganization, USER } from './small-organization';

const snapshot = smallOrganization({ resources: { [BUCKET]: { account: HOME } } });

function withCondition(condition: Conditions): Promise<unknown> {
  const identity = may(allow('s3:*'), deny('s3:GetObject', '*', { Condition: condition }));
  return decide(snapshot, {
    caller: { kind: 'user', arn: USER, identity },
    action: 's3:GetObject',
    resource: `${BUCKET}/object`,
  });
}

function asking(action: string, resource: string, context?: RequestContext): Promise<unknown> {
  return decide(snapshot, {
    caller: { kind: 'user', arn: USER, identity: may(allow('*')) },
    action,
    resource,
    ...(context && { context }),
  });
}

describe('rather than pass a condition by in silence, it is an error that a policy has', () => {
  test.each<[string, Conditions, RegExp]>([
    ['a misspelt operator', { StringEqual: { 'aws:PrincipalOrgID': 'o-x' } }, /unknown operator StringEqual in Denied/],
    ['a misspelt set operator', { 'ForAnyValues:StringEquals': { 'aws:TagKeys': 'a' } }, /unknown operator/],
    ['a misspelt key', { StringEquals: { 'aws:PrincipleOrgID': 'o-x' } }, /unknown condition key aws:PrincipleOrgID/],
    [
      'a key that nobody reviewed',
      { StringEquals: { 'aws:SourceVpc': 'vpc-1' } },
      /unknown condition key aws:SourceVpc/,
    ],
    ['a tag key without the tag', { StringEquals: { 'aws:PrincipalTag/': 'x' } }, /unknown condition key/],
    ['no value', { StringEquals: { 'aws:PrincipalOrgID': [] } }, /no value for aws:PrincipalOrgID in Denied/],
    ['an ARN that is none', { ArnLike: { 'aws:PrincipalArn': '*' } }, /ArnLike with "\*" for aws:PrincipalArn/],
    ['a truth that is none', { Bool: { 'aws:SecureTransport': 'no' } }, /Bool with "no"/],
    ['a presence that is none', { Null: { 'aws:PrincipalArn': '' } }, /Null with ""/],
    [
      'a number that is none',
      { NumericLessThanIfExists: { 's3:TlsVersion': 'TLS1.2' } },
      /NumericLessThan with "TLS1.2"/,
    ],
  ])('%s', async (_, condition, message) => {
    await expect(withCondition(condition)).rejects.toThrow(message);
  });

  test('and what is reviewed passes', async () => {
    const condition = {
      'ForAnyValue:StringLikeIfExists': { 'AWS:TagKeys': ['a*', 'b'] },
      Null: { 'aws:username': 'true' },
    };
    await expect(withCondition(condition)).resolves.toMatchObject({ outcome: 'Allowed' });
  });
});

describe('rather than guess, it is an error to ask', () => {
  test.each<[string, string, string, RequestContext | undefined, RegExp]>([
    ['for an action that AWS does not have', 's3:GetObjects', `${BUCKET}/object`, undefined, /cannot be decided/],
    ['for a resource that the action does not have', 's3:GetObject', BUCKET, undefined, /cannot be decided/],
    [
      'with a key that the action does not have',
      's3:GetObject',
      `${BUCKET}/object`,
      { 'sts:ExternalId': 'x' },
      /sts:ExternalId/,
    ],
    [
      'with an encryption context that the action does not have',
      's3:GetObject',
      `${BUCKET}/object`,
      { 'kms:EncryptionContext:aws:logs:arn': 'x' },
      /s3:GetObject has no encryption context/,
    ],
    [
      'with an ARN that is none',
      's3:GetObject',
      `${BUCKET}/object`,
      { 'aws:SourceArn': 'bucket' },
      /bucket is not an ARN/,
    ],
    [
      'for a bucket that nobody knows',
      's3:ListBucket',
      'arn:aws:s3:::other',
      undefined,
      /does not know whose arn:aws:s3:::other/,
    ],
    [
      'for a key that nobody knows',
      'kms:Decrypt',
      `arn:aws:kms:eu-west-1:${HOME}:key/1`,
      undefined,
      /does not know the policy/,
    ],
  ])('%s', async (_, action, resource, context, message) => {
    await expect(asking(action, resource, context)).rejects.toThrow(message);
  });

  test('as somebody whom the snapshot does not know, without saying what he may do', async () => {
    const request = { caller: { kind: 'user', arn: USER }, action: 's3:ListBucket', resource: BUCKET } as const;
    await expect(decide(snapshot, request)).rejects.toThrow(`there is no ${USER}`);
  });

  test('about a policy that IAM would not store', async () => {
    const identity = { policies: [{ name: 'p', document: policy(allow('s3:*', '*', { Principal: '*' })) }] };
    const request = {
      caller: { kind: 'user', arn: USER, identity },
      action: 's3:ListBucket',
      resource: BUCKET,
    } as const;
    await expect(decide(snapshot, request)).rejects.toThrow('cannot be decided');
  });
});
