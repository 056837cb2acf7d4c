import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { LocalIssuers } from '../../gateway/local-issuers';
import type { WireRequest } from '../../requests/wire-request';
import { GatewayInTest, HOST, NOW } from './support/gateway';
import { through } from './support/sdk';
import { form } from './support/signed';
import { ADMINISTRATOR, CI_ROLE, ELSEWHERE, HERE, principal, trusting } from './support/stored';

const ISSUER = 'token.actions.githubusercontent.com';
const UNREACHABLE = 'gone.example.com';
const MAIN = 'repo:acme/infrastructure:ref:refs/heads/main';
const JOB = { kind: 'webIdentity', issuer: ISSUER, claims: { aud: 'sts.amazonaws.com', sub: MAIN } } as const;

const providersArn = (account: string, issuer = ISSUER) => `arn:aws:iam::${account}:oidc-provider/${issuer}`;
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Jobs',
      Effect: 'Allow',
      Principal: { Federated: providersArn(HERE) },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com', [`${ISSUER}:sub`]: MAIN } },
    },
  ],
});
const snapshot = {
  roles: [{ ...principal(CI_ROLE), trust }],
  oidcProviders: [ISSUER, UNREACHABLE].map((issuer) => ({
    arn: providersArn(HERE, issuer),
    clientIds: ['sts.amazonaws.com', 'another'],
  })),
};

const made: { issuers?: LocalIssuers; impostor?: LocalIssuers } = {};
beforeAll(async () => {
  made.issuers = await LocalIssuers.of([ISSUER]);
  made.impostor = await LocalIssuers.of([ISSUER, UNREACHABLE]);
});
beforeEach(() => jest.useFakeTimers({ now: NOW, doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] }));
afterEach(() => jest.useRealTimers());

function issuers(who: keyof typeof made = 'issuers'): LocalIssuers {
  const found = made[who];
  if (found === undefined) throw new Error('not made yet');
  return found;
}

function gateway(stored: ConstructorParameters<typeof GatewayInTest>[0] = snapshot): GatewayInTest {
  const keys = issuers().keysOf(`https://${ISSUER}`);
  return new GatewayInTest(stored, [], {}, keys === undefined ? {} : { [`https://${ISSUER}`]: keys });
}

function assume(on: GatewayInTest, token: string, role = CI_ROLE) {
  const { settings } = through(on);
  const sts = new STSClient(settings);
  return sts.send(
    new AssumeRoleWithWebIdentityCommand({ RoleArn: role, RoleSessionName: 'run', WebIdentityToken: token }),
  );
}

function unsigned(parameters: Readonly<Record<string, string>>): WireRequest {
  return {
    method: 'POST',
    target: '/',
    headers: [
      ['Host', HOST],
      ['Content-Type', 'application/x-www-form-urlencoded'],
    ],
    body: Buffer.from(new URLSearchParams(parameters).toString()),
  };
}

const CALL = { Action: 'AssumeRoleWithWebIdentity', Version: '2011-06-15', RoleArn: CI_ROLE, RoleSessionName: 'run' };

test('the token of the job that is meant is passed on, without a signature', async () => {
  const on = gateway();
  // The emulator of this test answers with nothing, which is no credentials.
  await assume(on, await issuers().tokenOf(JOB)).catch(() => undefined);
  expect(on.journal.entries).toEqual([
    expect.objectContaining({
      outcome: 'passed on',
      caller: `${ISSUER} ${MAIN}`,
      emulators: 'sts AssumeRoleWithWebIdentity',
    }),
  ]);
  expect(on.sent.map(({ method, target, headers }) => [method, target, headers.authorization])).toEqual([
    ['POST', '/', undefined],
  ]);
});

describe('the SDK understands that a token is refused', () => {
  const at = (from: number, until: number) => ({ from, until });
  const saying = (claims: Readonly<Record<string, string>>) => () =>
    issuers().tokenOf({ ...JOB, claims: { ...JOB.claims, ...claims } });
  const noIssuer = { kind: 'webIdentity', issuer: 'unknown.example.com', claims: JOB.claims } as const;
  const plain = (payload: JWTPayload) =>
    new SignJWT(payload).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.alloc(32));
  const payload = () => {
    const now = Math.floor(Date.now() / 1000);
    return { ...JOB.claims, iss: `https://${ISSUER}`, iat: now, exp: now + 300 };
  };

  test.each<readonly [string, () => Promise<string> | string, string, string]>([
    ['of another branch', saying({ sub: `${MAIN}2` }), 'AccessDenied', 'Not authorized to perform'],
    ['for an audience that the trust does not have', saying({ aud: 'another' }), 'AccessDenied', 'Not authorized'],
    [
      'for an audience that the provider does not have',
      saying({ aud: 'x' }),
      'InvalidIdentityToken',
      'Incorrect token audience',
    ],
    [
      'that has expired',
      () => issuers().tokenOf(JOB, at(-600, -1)),
      'ExpiredTokenException',
      'must be before the expiration date/time',
    ],
    ['that is not good yet', () => issuers().tokenOf(JOB, at(60, 600)), 'InvalidIdentityToken', 'nbf'],
    [
      'that somebody else signed',
      () => issuers('impostor').tokenOf(JOB),
      'InvalidIdentityToken',
      "Couldn't retrieve verification key",
    ],
    ['that is signed with a secret', () => plain(payload()), 'InvalidIdentityToken', 'alg'],
    ['that nobody signed', () => new UnsecuredJWT(payload()).encode(), 'InvalidIdentityToken', ''],
    [
      'of an issuer without a provider',
      () => issuers().tokenOf(noIssuer),
      'InvalidIdentityToken',
      'No OpenIDConnect provider found',
    ],
    [
      'of an issuer that cannot be reached',
      () => issuers('impostor').tokenOf({ ...JOB, issuer: UNREACHABLE }),
      'IDPCommunicationError',
      'could not be reached',
    ],
    ['that is none', () => 'token', 'InvalidIdentityToken', 'not a valid JWT'],
  ])('%s', async (_, token, code, message) => {
    const on = gateway();
    const error: unknown = await assume(on, await token()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: expect.stringMatching(`^${code}`), message: expect.stringContaining(message) });
    expect(on.journal.entries.map((entry) => entry.code)).toEqual([code]);
    expect(on.sent).toEqual([]);
  });

  test('whose part in the middle was changed after it was signed', async () => {
    const [header, , signature] = (await issuers().tokenOf({ ...JOB, claims: { ...JOB.claims, sub: 'x' } })).split('.');
    const changed = Buffer.from(JSON.stringify(payload())).toString('base64url');
    const asked = assume(gateway(), `${header}.${changed}.${signature}`);
    await expect(asked).rejects.toMatchObject({ message: 'signature verification failed' });
  });

  test('whose provider is in another account than the role', async () => {
    const elsewhere = {
      ...snapshot,
      oidcProviders: [{ arn: providersArn(ELSEWHERE), clientIds: ['sts.amazonaws.com'] }],
    };
    const asked = assume(gateway(elsewhere), await issuers().tokenOf(JOB));
    await expect(asked).rejects.toMatchObject({ name: expect.stringContaining('InvalidIdentityToken') });
  });

  test('for a role that trusts a user, or that is not there', async () => {
    const on = gateway({ ...snapshot, roles: [{ ...principal(CI_ROLE), trust: trusting(ADMINISTRATOR) }] });
    for (const role of [CI_ROLE, `${CI_ROLE}2`]) {
      const asked = assume(on, await issuers().tokenOf(JOB), role);
      await expect(asked).rejects.toMatchObject({ name: 'AccessDenied' });
    }
  });
});

describe('no other call goes without a signature', () => {
  test.each<readonly [string, Readonly<Record<string, string>>, string]>([
    ['AssumeRole', { ...CALL, Action: 'AssumeRole' }, 'not believed'],
    ['a call of IAM', { Action: 'ListUsers', Version: '2010-05-08' }, 'not believed'],
    ['one without a token', CALL, 'malformed'],
    ['one for what is not a role', { ...CALL, RoleArn: ADMINISTRATOR, WebIdentityToken: 'x' }, 'malformed'],
    ['one with a strange name of a session', { ...CALL, RoleSessionName: 'a b', WebIdentityToken: 'x' }, 'malformed'],
    [
      'one with a parameter that nobody has thought of',
      { ...CALL, WebIdentityToken: 'x', ProviderId: 'x' },
      'undecided',
    ],
  ])('%s', async (_, parameters, outcome) => {
    const on = gateway();
    expect(await on.refusal(unsigned(parameters))).toBeDefined();
    expect(on.journal.entries.map((entry) => entry.outcome)).toEqual([outcome]);
    expect(on.sent).toEqual([]);
  });

  test('and none is two calls at once', async () => {
    const on = gateway();
    const twice = { ...unsigned(CALL), body: Buffer.from('Action=AssumeRoleWithWebIdentity&Action=AssumeRole') };
    await on.refusal(twice);
    expect(on.journal.entries.map((entry) => entry.outcome)).toEqual(['malformed']);
  });

  test('a signature in its place is not asked for, and so not understood', async () => {
    const on = new GatewayInTest(snapshot);
    const token = await issuers().tokenOf(JOB);
    await on.refusal(form('sts', { ...CALL, WebIdentityToken: token }));
    expect(on.journal.entries.map((entry) => entry.outcome)).toEqual(['undecided']);
  });
});

test('everybody calls from this machine', async () => {
  const denying = (network: string) => ({
    name: 'networks',
    document: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Sid: 'All', Effect: 'Allow', Action: '*', Resource: '*' },
        {
          Sid: 'Deny',
          Effect: 'Deny',
          Action: '*',
          Resource: '*',
          Condition: { NotIpAddress: { 'aws:SourceIp': network } },
        },
      ],
    }),
  });
  const list = form('iam', { Action: 'ListUsers', Version: '2010-05-08' });
  const asking = (network: string) => new GatewayInTest({ users: [principal(ADMINISTRATOR, denying(network))] });
  expect(await asking('127.0.0.1/32').refusal(list)).toBeUndefined();
  expect((await asking('203.0.113.0/24').refusal(list))?.body).toContain('explicit deny');
});
