import { decide } from '../../engine/decide';
import type { Caller } from '../../iam/caller';
import type { Conditions } from '../../iam/policy-document';
import type { RequestContext } from '../../iam/request';
import { SIGNED_IN_WITH_MFA, SIGNED_IN_WITHOUT_MFA } from '../../iam/request';
import { admits, allow, HOME, may, ROLE, smallOrganization, USER } from './small-organization';

const USER_WHO_ASKS: Caller = { kind: 'user', arn: USER, identity: may(allow('*')) };
const ROLE_THAT_ASKS: Caller = { kind: 'role', arn: ROLE, identity: may(allow('*')) };
const OWN_NAME = '${aws:username}';

describe('what somebody says of himself when he becomes a role', () => {
  const trust = (Condition: Conditions) => ({
    roles: { [ROLE]: { policies: [], trust: admits(`arn:aws:iam::${HOME}:root`, 'sts:AssumeRole', { Condition }) } },
  });
  const become = async (condition: Conditions, caller: Caller, context?: RequestContext) =>
    (
      await decide(smallOrganization(trust(condition)), {
        caller,
        action: 'sts:AssumeRole',
        resource: ROLE,
        ...(context && { context }),
      })
    ).outcome;

  test('the session has the name of the user, unless he gives it another', async () => {
    const own = { StringEquals: { 'sts:RoleSessionName': OWN_NAME } };
    expect(await become(own, USER_WHO_ASKS)).toBe('Allowed');
    expect(await become(own, USER_WHO_ASKS, { 'sts:RoleSessionName': 'alice' })).toBe('Allowed');
    expect(await become(own, USER_WHO_ASKS, { 'sts:RoleSessionName': 'bob' })).toBe('ImplicitlyDenied');
    expect(await become(own, ROLE_THAT_ASKS, { 'sts:RoleSessionName': 'alice' })).toBe('ImplicitlyDenied');
  });

  test('MFA is there and young enough, or it is not there', async () => {
    const mfa = {
      Bool: { 'aws:MultiFactorAuthPresent': 'true' },
      NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' },
    };
    const ofAge = (seconds: string) => ({ ...SIGNED_IN_WITH_MFA, 'aws:MultiFactorAuthAge': seconds });
    expect(await become(mfa, USER_WHO_ASKS)).toBe('ImplicitlyDenied');
    expect(await become(mfa, USER_WHO_ASKS, SIGNED_IN_WITHOUT_MFA)).toBe('ImplicitlyDenied');
    expect(await become(mfa, USER_WHO_ASKS, SIGNED_IN_WITH_MFA)).toBe('Allowed');
    // As text, 900 comes after 3600.
    expect(await become(mfa, USER_WHO_ASKS, ofAge('900'))).toBe('Allowed');
    expect(await become(mfa, USER_WHO_ASKS, ofAge('3599'))).toBe('Allowed');
    expect(await become(mfa, USER_WHO_ASKS, ofAge('3600'))).toBe('ImplicitlyDenied');
    expect(await become(mfa, USER_WHO_ASKS, ofAge('10000'))).toBe('ImplicitlyDenied');
  });
});
