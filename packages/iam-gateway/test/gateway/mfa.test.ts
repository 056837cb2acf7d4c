import { base32Decoded, stepOf, totp } from '../../authorization/totp';
import type { StoredAccessKey } from '../../store/snapshot-cache';
import { GatewayInTest, NOW, SESSION_KEY, USER_KEY } from './support/gateway';
import { form } from './support/signed';
import { ADMINISTRATOR, allowing, ELSEWHERE, HERE, principal, stored } from './support/stored';

const SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const DEVICE = `arn:aws:iam::${HERE}:mfa/admin`;
const ROLE = `arn:aws:iam::${ELSEWHERE}:role/people/admin`;
const shown = (off = 0) => totp(base32Decoded(SEED), stepOf(NOW) + off);
const devices = [
  { arn: DEVICE, seed: SEED, user: ADMINISTRATOR },
  { arn: `arn:aws:iam::${HERE}:mfa/new`, seed: SEED, user: null },
  { arn: `arn:aws:iam::${HERE}:mfa/bob`, seed: SEED, user: `arn:aws:iam::${HERE}:user/bob` },
];

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'AfterMfa',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${HERE}:root` },
      Action: 'sts:AssumeRole',
      Condition: {
        Bool: { 'aws:MultiFactorAuthPresent': 'true' },
        NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' },
        StringEquals: { 'sts:RoleSessionName': '${aws:username}' },
      },
    },
  ],
});
const snapshot = { mfaDevices: devices, roles: [...stored().roles, { ...principal(ROLE), trust }] };

const assume = (more: Readonly<Record<string, string>>, key: StoredAccessKey = USER_KEY) =>
  form('sts', { Action: 'AssumeRole', RoleArn: ROLE, RoleSessionName: 'admin', ...more }, { key });

/** Of the same user, as the console or `GetSessionToken` gives it. */
const session = (mfa: string | null): StoredAccessKey => ({
  ...USER_KEY,
  id: 'ASIAIOSFODNN7SESSION',
  owner: {
    kind: 'userSession',
    arn: ADMINISTRATOR,
    token: 'the-token',
    expiration: '2026-11-21T18:00:00Z',
    issued: '2026-11-21T09:00:00Z',
    mfa,
  },
});

const answerTo = (wire: ReturnType<typeof form>, key: StoredAccessKey = USER_KEY) =>
  new GatewayInTest(snapshot, [USER_KEY, key]).refusal(wire);

describe('a role that is for who has MFA', () => {
  test('is assumed with the code of an own device', async () => {
    expect(await answerTo(assume({ SerialNumber: DEVICE, TokenCode: shown() }))).toBeUndefined();
  });

  test('and under the own name alone', async () => {
    const call = assume({ SerialNumber: DEVICE, TokenCode: shown(), RoleSessionName: 'somebody' });
    expect((await answerTo(call))?.body).toContain('because no resource-based policy allows the sts:AssumeRole action');
  });

  test('is assumed by a session with MFA', async () => {
    const key = session('2026-11-21T08:45:00Z');
    expect(await answerTo(assume({}, key), key)).toBeUndefined();
  });

  test.each([
    ['without MFA', null],
    ['with MFA that is too old', '2026-11-21T08:29:00Z'],
  ])('is not assumed by a session %s', async (_, mfa) => {
    const key = session(mfa);
    expect((await answerTo(assume({}, key), key))?.body).toContain('<Code>AccessDenied</Code>');
  });

  test('is not assumed with keys alone', async () => {
    expect((await answerTo(assume({})))?.body).toContain('<Code>AccessDenied</Code>');
  });

  test.each([
    [
      'a wrong code',
      { SerialNumber: DEVICE, TokenCode: '000000' },
      'MultiFactorAuthentication failed with invalid MFA one time pass code.',
    ],
    [
      'the device of another user',
      { SerialNumber: `arn:aws:iam::${HERE}:mfa/bob`, TokenCode: shown() },
      'MultiFactorAuthentication failed, unable to validate MFA code.',
    ],
    [
      'a device that is not enabled',
      { SerialNumber: `arn:aws:iam::${HERE}:mfa/new`, TokenCode: shown() },
      'MultiFactorAuthentication failed, unable to validate MFA code.',
    ],
    [
      'a code of no device',
      { TokenCode: shown() },
      'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
    ],
  ])('is not assumed with %s', async (_, more, message) => {
    const refusal = await answerTo(assume(more));
    expect(refusal?.status).toBe(403);
    expect(refusal?.body).toContain(`<Code>AccessDenied</Code><Message>${message}`);
  });

  test('is not assumed twice with the same code', async () => {
    const gateway = new GatewayInTest(snapshot);
    const call = assume({ SerialNumber: DEVICE, TokenCode: shown() });
    expect(await gateway.refusal(call)).toBeUndefined();
    expect((await gateway.refusal(call))?.body).toContain('invalid MFA one time pass code');
    expect(gateway.journal.entries.map(({ outcome }) => outcome)).toEqual(['passed on', 'refused code']);
  });

  test.each(['Tags.member.1.Key', 'TransitiveTagKeys.member.1'])('with %s is not decided about', async (name) => {
    const gateway = new GatewayInTest(snapshot);
    await gateway.refusal(assume({ SerialNumber: DEVICE, TokenCode: shown(), [name]: 'x' }));
    expect(gateway.journal.entries[0]?.outcome).toBe('undecided');
  });
});

describe('a session of a user', () => {
  const ask = (more: Readonly<Record<string, string>>, key: StoredAccessKey = USER_KEY) =>
    form('sts', { Action: 'GetSessionToken', ...more }, { key });

  test('is given for a code', async () => {
    expect(await answerTo(ask({ SerialNumber: DEVICE, TokenCode: shown() }))).toBeUndefined();
  });

  test('is not given for a wrong one, or for a session', async () => {
    expect((await answerTo(ask({ SerialNumber: DEVICE, TokenCode: '000000' })))?.body).toContain('invalid MFA');
    const key = session(null);
    const again = ask({ SerialNumber: DEVICE, TokenCode: shown() }, key);
    expect((await answerTo(again, key))?.body).toContain('Cannot call GetSessionToken with session credentials');
  });

  test('without a code is not decided about', async () => {
    const gateway = new GatewayInTest(snapshot);
    await gateway.refusal(ask({}));
    expect(gateway.journal.entries[0]?.outcome).toBe('undecided');
  });

  test('is of no use after its end, with another token, or when the user is gone', async () => {
    const key = session(null);
    const list = form('iam', { Action: 'ListUsers' }, { key });
    const codeOf = async (changed: Partial<typeof key.owner>, users = stored().users) => {
      const stale = { ...key, owner: { ...key.owner, ...changed } } as StoredAccessKey;
      return /<Code>(\w+)/.exec((await new GatewayInTest({ users }, [stale]).refusal(list))?.body ?? '')?.[1];
    };
    expect(await codeOf({})).toBeUndefined();
    expect(await codeOf({ expiration: '2026-11-21T09:29:59Z' })).toBe('ExpiredToken');
    expect(await codeOf({ token: 'another' })).toBe('InvalidClientTokenId');
    expect(await codeOf({}, [])).toBe('InvalidClientTokenId');
  });

  test('may do what its user may', async () => {
    const key = session(null);
    const users = [principal(ADMINISTRATOR, { name: 'own', document: allowing(['iam:ListUsers']) })];
    const gateway = new GatewayInTest({ users }, [key]);
    expect(await gateway.refusal(form('iam', { Action: 'ListUsers' }, { key }))).toBeUndefined();
    const denial = await gateway.refusal(form('iam', { Action: 'ListRoles' }, { key }));
    expect(denial?.body).toContain(`User: ${ADMINISTRATOR} is not authorized to perform: iam:ListRoles`);
  });
});

describe('a device is enabled', () => {
  const enable = (first: string, second: string, serial = 'new') =>
    form('iam', {
      Action: 'EnableMFADevice',
      UserName: 'admin',
      SerialNumber: `arn:aws:iam::${HERE}:mfa/${serial}`,
      AuthenticationCode1: first,
      AuthenticationCode2: second,
    });

  test('with two codes in a row', async () => {
    expect(await answerTo(enable(shown(-1), shown()))).toBeUndefined();
  });

  test('and not with others', async () => {
    const refusal = await answerTo(enable(shown(), shown(-1)));
    expect(refusal?.status).toBe(403);
    expect(refusal?.body).toContain('<Code>InvalidAuthenticationCode</Code>');
  });

  test('by who may, whatever the codes are', async () => {
    const gateway = new GatewayInTest({ ...snapshot, users: [principal(ADMINISTRATOR)] });
    expect((await gateway.refusal(enable('000000', '000000')))?.body).toContain('iam:EnableMFADevice on resource');
  });
});

describe('who names no user', () => {
  const ask = (parameters: Readonly<Record<string, string>>, key: StoredAccessKey = USER_KEY) =>
    form('iam', parameters, { key });
  const Own = ['CreateAccessKey', 'ListAccessKeys', 'ListMFADevices', 'GetUser', 'GetLoginProfile'];

  test.each(Own)('asks with %s about themselves, and the emulator is told so', async (Action) => {
    const gateway = new GatewayInTest();
    expect(await gateway.refusal(ask({ Action }))).toBeUndefined();
    expect(gateway.sent[0]?.body.toString()).toContain('UserName=admin');
  });

  test('and is a role, is refused', async () => {
    const gateway = new GatewayInTest({}, [SESSION_KEY]);
    const call = ask({ Action: 'CreateAccessKey' }, SESSION_KEY);
    expect((await gateway.refusal(call))?.body).toContain('Must specify userName');
  });
});
