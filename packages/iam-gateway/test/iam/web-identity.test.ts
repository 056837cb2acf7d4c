import { decide } from '../../engine/decide';
import { providerArn } from '../../iam/arn';
import type { Conditions, Statement } from '../../iam/policy-document';
import { EVERYTHING } from '../../iam/question';
import type { Snapshot } from '../../iam/snapshot';
import { deployed, snapshotWith } from '../templates/template-fixtures';
import { allow, deny, HOME, may, OTHER, policy, ROLE, smallOrganization, USER } from './small-organization';

const GITHUB = 'token.actions.githubusercontent.com';
const PRIVATE = 'ci.example.com/acme/tokens';
const CLAIMS = { aud: 'sts.amazonaws.com', sub: 'repo:a/b:ref:refs/heads/main', repository_id: '1', team: 'x' };

function trusting(Condition: Conditions, issuer = GITHUB, others: readonly Statement[] = []): Snapshot {
  const Federated = providerArn('aws', HOME, issuer);
  const trust = policy(
    { Sid: 'Trusted', Effect: 'Allow', Principal: { Federated }, Action: 'sts:AssumeRoleWithWebIdentity', Condition },
    ...others,
  );
  return smallOrganization({
    roles: { [ROLE]: { policies: [], trust } },
    oidcProviders: { [Federated]: { clientIds: ['sts.amazonaws.com'] } },
  });
}

function outcomeOf(snapshot: Snapshot, claims: Readonly<Record<string, string>> = CLAIMS, issuer = GITHUB) {
  const caller = { kind: 'webIdentity', issuer, claims } as const;
  return decide(snapshot, { caller, action: 'sts:AssumeRoleWithWebIdentity', resource: ROLE });
}

describe('a token is held against the claims that a trust asks for', () => {
  test.each<[string, Conditions, string]>([
    ['the subject', { StringEquals: { [`${GITHUB}:sub`]: CLAIMS.sub } }, 'Allowed'],
    ['the subject, whatever the case of the key', { StringEquals: { [`${GITHUB}:SUB`]: CLAIMS.sub } }, 'Allowed'],
    [
      'the subject in another case',
      { StringEquals: { [`${GITHUB}:sub`]: CLAIMS.sub.toUpperCase() } },
      'ImplicitlyDenied',
    ],
    ['a pattern of it', { StringLike: { [`${GITHUB}:sub`]: 'repo:a/?:*' } }, 'Allowed'],
    ['a pattern where there is none', { StringEquals: { [`${GITHUB}:sub`]: 'repo:a/?:*' } }, 'ImplicitlyDenied'],
    ['a claim of this issuer', { StringEquals: { [`${GITHUB}:repository_id`]: '1' } }, 'Allowed'],
    ['a claim that it lacks', { StringLike: { [`${GITHUB}:environment`]: '*' } }, 'ImplicitlyDenied'],
    ['a claim of another issuer', { StringEquals: { [`${PRIVATE}:sub`]: CLAIMS.sub } }, 'ImplicitlyDenied'],
    [
      'two of which one does not hold',
      { StringEquals: { [`${GITHUB}:sub`]: CLAIMS.sub, [`${GITHUB}:repository_id`]: '2' } },
      'ImplicitlyDenied',
    ],
  ])('%s', async (_, condition, outcome) => {
    expect((await outcomeOf(trusting(condition))).outcome).toBe(outcome);
  });

  test('of an issuer with a path in its URL', async () => {
    const snapshot = trusting({ StringEquals: { [`${PRIVATE}:sub`]: CLAIMS.sub } }, PRIVATE);
    expect((await outcomeOf(snapshot, CLAIMS, PRIVATE)).outcome).toBe('Allowed');
    expect((await outcomeOf(snapshot, { ...CLAIMS, sub: 'x' }, PRIVATE)).outcome).toBe('ImplicitlyDenied');
  });

  test('and of a deny as well', async () => {
    const Principal = { Federated: providerArn('aws', HOME, GITHUB) };
    const Condition = { StringNotEquals: { [`${GITHUB}:repository_id`]: '2' } };
    const denying: Statement = {
      Sid: 'Denied',
      Effect: 'Deny',
      Principal,
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition,
    };
    const snapshot = trusting({ StringLike: { [`${GITHUB}:sub`]: '*' } }, GITHUB, [denying]);
    expect((await outcomeOf(snapshot)).outcome).toBe('ExplicitlyDenied');
    expect((await outcomeOf(snapshot, { ...CLAIMS, repository_id: '2' })).outcome).toBe('Allowed');
  });

  test('no tag that somebody gives passes for a claim', async () => {
    const snapshot = trusting({ StringEquals: { [`${GITHUB}:sub`]: 'x' } });
    const caller = { kind: 'webIdentity', issuer: GITHUB, claims: CLAIMS } as const;
    const context = { [`aws:RequestTag/${GITHUB}:sub`]: 'x' };
    const request = { caller, action: 'sts:AssumeRoleWithWebIdentity', resource: ROLE, context };
    expect((await decide(snapshot, request)).outcome).toBe('ImplicitlyDenied');
  });
});

describe('nobody asks the trust about a token', () => {
  const open = { StringLike: { [`${GITHUB}:sub`]: '*' } };

  test.each<[string, Snapshot, Readonly<Record<string, string>>, string]>([
    ['of an issuer without a provider', trusting(open), CLAIMS, PRIVATE],
    ['whose provider is in another account', elsewhere(trusting(open)), CLAIMS, GITHUB],
    ['for an audience that the provider does not have', trusting(open), { ...CLAIMS, aud: 'other' }, GITHUB],
    ['without an audience', trusting(open), { sub: CLAIMS.sub }, GITHUB],
  ])('%s', async (_, snapshot, claims, issuer) => {
    expect(await outcomeOf(snapshot, claims, issuer)).toEqual({
      outcome: 'ImplicitlyDenied',
      statements: [],
      silent: ['provider'],
    });
  });

  function elsewhere(snapshot: Snapshot): Snapshot {
    return { ...snapshot, oidcProviders: new Map([[providerArn('aws', OTHER, GITHUB), { clientIds: [CLAIMS.aud] }]]) };
  }
});

describe('rather than guess, it is an error', () => {
  test.each([
    [`${GITHUB}:team`, 'that STS does not look at'],
    [`${PRIVATE}:repository_id`, 'that only another issuer has'],
  ])('that a trust asks for %s, a claim %s', async (key) => {
    await expect(outcomeOf(trusting({ StringEquals: { [key]: 'x' } }))).rejects.toThrow(`unknown condition key ${key}`);
  });

  test('to ask for anything else with a token', async () => {
    const caller = { kind: 'webIdentity', issuer: GITHUB, claims: CLAIMS } as const;
    const asked = decide(trusting({}), { caller, action: 'sts:AssumeRole', resource: ROLE });
    await expect(asked).rejects.toThrow('sts:AssumeRole is not asked for by a webIdentity');
  });

  test('to ask for the role of a token with a signature', async () => {
    const caller = { kind: 'user', arn: USER, identity: may(allow('*')) } as const;
    const asked = decide(trusting({}), { caller, action: 'sts:AssumeRoleWithWebIdentity', resource: ROLE });
    await expect(asked).rejects.toThrow('is not asked for by a user');
  });
});

describe('the address that somebody asks from', () => {
  const outside = { NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '198.51.100.7/32'] } };
  const ask = (address: string | undefined) =>
    decide(smallOrganization({}), {
      caller: {
        kind: 'user',
        arn: USER,
        identity: {
          policies: [
            { name: 'a', document: EVERYTHING },
            { name: 'b', document: policy(deny('*', '*', { Condition: outside })) },
          ],
        },
      },
      action: 'sts:AssumeRole',
      resource: ROLE,
      context: { 'aws:SourceIp': address },
    });

  test.each([
    ['203.0.113.255', 'ImplicitlyDenied'],
    ['198.51.100.7', 'ImplicitlyDenied'],
    ['198.51.100.8', 'ExplicitlyDenied'],
    ['2001:db8::1', 'ExplicitlyDenied'],
    [undefined, 'ExplicitlyDenied'],
  ])('%s is %s where all but two networks are', async (address, outcome) => {
    expect((await ask(address)).outcome).toBe(outcome);
  });

  test('is one, or it is an error', async () => {
    await expect(ask('localhost')).rejects.toThrow('localhost is not an IP address');
  });
});

test('a provider is known by its URL, and by whom its tokens are for', () => {
  const provider = (Url: string) => ({ Type: 'AWS::IAM::OIDCProvider', Properties: { Url, ClientIdList: ['a', 'b'] } });
  const snapshot = snapshotWith(deployed({ One: provider(`https://${PRIVATE}`) }));
  expect([...snapshot.oidcProviders]).toEqual([[providerArn('aws', HOME, PRIVATE), { clientIds: ['a', 'b'] }]]);
  const two = { One: provider(`https://${PRIVATE}`), Two: provider(`https://${PRIVATE}`) };
  expect(() => snapshotWith(deployed(two))).toThrow(PRIVATE);
});
