import { principalId } from '../../iam/principal-id';
import type { ObservedCaller } from '../../trail/observed-call';
import { fromElsewhere, userIdentityOf } from '../../trail/user-identity';
import { CI_ROLE, HERE } from '../gateway/support/stored';
import { BEGAN, MFA_SESSION, PERSON, ROLE_SESSION, RUN, TOKEN, USER, USER_SESSION } from './observed';

const ann = { type: 'IAMUser', principalId: principalId(PERSON), arn: PERSON, accountId: HERE, userName: 'ann' };
const ci = {
  type: 'AssumedRole',
  principalId: `${principalId(CI_ROLE)}:run`,
  arn: `arn:aws:sts::${HERE}:assumed-role/ci/run`,
  accountId: HERE,
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
};
const issuer = { type: 'Role', principalId: principalId(CI_ROLE), arn: CI_ROLE, accountId: HERE, userName: 'ci' };
const attributes = (creationDate: string, mfaAuthenticated = 'false') => ({ creationDate, mfaAuthenticated });

test.each<readonly [string, ObservedCaller, unknown]>([
  ['a user, whose key knows no session', USER, { ...ann, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }],
  [
    'a session of a user',
    USER_SESSION,
    { ...ann, accessKeyId: 'ASIAIOSFODNN7EXAMPLE', sessionContext: { attributes: attributes(BEGAN) } },
  ],
  [
    'a session of a user with MFA, which began with the code',
    MFA_SESSION,
    {
      ...ann,
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      sessionContext: { attributes: attributes('2026-11-21T08:59:00Z', 'true') },
    },
  ],
  [
    'a session of a role, whose path only its issuer has',
    ROLE_SESSION,
    { ...ci, sessionContext: { sessionIssuer: issuer, attributes: attributes(BEGAN) } },
  ],
  [
    'a session with a source identity',
    RUN,
    { ...ci, sessionContext: { sessionIssuer: issuer, attributes: attributes(BEGAN), sourceIdentity: 'run-1' } },
  ],
  [
    'the holder of a token',
    TOKEN,
    {
      type: 'WebIdentityUser',
      principalId: `arn:aws:iam::${HERE}:oidc-provider/issuer.example.com:sts.amazonaws.com:repo:acme/infrastructure:ref:refs/heads/main`,
      userName: 'repo:acme/infrastructure:ref:refs/heads/main',
      identityProvider: `arn:aws:iam::${HERE}:oidc-provider/issuer.example.com`,
    },
  ],
])('%s', (_, caller, expected) => {
  expect(userIdentityOf(caller)).toEqual(expected);
});

test('another account learns the id and the account, and no more', () => {
  expect(fromElsewhere(userIdentityOf(RUN))).toEqual({
    type: 'AWSAccount',
    principalId: `${principalId(CI_ROLE)}:run`,
    accountId: HERE,
  });
});

test('ids look like those of IAM, and differ between principals', () => {
  expect(principalId(PERSON)).toMatch(/^AIDA[0-9A-F]{17}$/);
  expect(principalId(CI_ROLE)).toMatch(/^AROA[0-9A-F]{17}$/);
  expect(principalId(`${CI_ROLE}2`)).not.toBe(principalId(CI_ROLE));
});
