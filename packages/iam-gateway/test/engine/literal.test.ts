import { decide } from '../../engine/decide';
import type { Statement } from '../../iam/policy-document';
import type { RequestContext } from '../../iam/request';
import type { Identity } from '../../iam/snapshot';
import { allow, BUCKET, deny, HOME, may, smallOrganization, USER } from '../iam/small-organization';

const snapshot = smallOrganization({ resources: { [BUCKET]: { account: HOME } } });

async function outcome(identity: Identity, action: string, resource: string, context: RequestContext = {}) {
  return (await decide(snapshot, { caller: { kind: 'user', arn: USER, identity }, action, resource, context })).outcome;
}

/** May do everything but what a statement denies. */
function allBut(statement: Statement): Identity {
  return may(allow('s3:*'), statement);
}

describe('what is asked for is no pattern', () => {
  const locks = may(allow('s3:PutObject', `${BUCKET}/*.lock`));

  test.each(['*', 'env/*', '?.tfstate', '*.tfstate'])(
    '%s is not granted by a name that it would match',
    async (name) => {
      expect(await outcome(locks, 's3:PutObject', `${BUCKET}/${name}`)).toBe('ImplicitlyDenied');
    },
  );

  test('a name that begins a policy variable is itself', async () => {
    expect(await outcome(locks, 's3:PutObject', `${BUCKET}/\${aws:username}.lock`)).toBe('Allowed');
  });
});

describe.each(['\n', '\r', '\u2028', '\u2029'])('a line that ends with %j does not end', (end) => {
  test('a pattern of resources', async () => {
    const identity = allBut(deny('s3:GetObject', `${BUCKET}/*`));
    expect(await outcome(identity, 's3:GetObject', `${BUCKET}/a${end}b`)).toBe('ExplicitlyDenied');
  });

  test('a pattern of values', async () => {
    const identity = allBut(deny('s3:ListBucket', '*', { Condition: { StringLike: { 's3:prefix': 'env/*' } } }));
    expect(await outcome(identity, 's3:ListBucket', BUCKET, { 's3:prefix': `env/a${end}b` })).toBe('ExplicitlyDenied');
    expect(await outcome(identity, 's3:ListBucket', BUCKET, { 's3:prefix': `a${end}b` })).toBe('Allowed');
  });
});
