import type { Json, JsonObject } from '../../../lib/domain/json';
import type { AccessRequest } from '../../../lib/iam/evaluation/access-request';
import { type DecidingPolicies, decide, decideControl } from '../../../lib/iam/evaluation/decide';
import { type Policy, readPolicy } from '../../../lib/iam/evaluation/policy';
import { requestContext } from '../../../lib/iam/evaluation/request-context';
import { UNKNOWN_ID } from '../../../lib/iam/evaluation/text-pattern';

const MANAGEMENT = '111111111111';
const MEMBER = '222222222222';
const ROLE = {
  kind: 'role',
  account: MEMBER,
  arn: `arn:aws:iam::${MEMBER}:role/team/deploy`,
  session: 'run',
} as const;

function policy(name: string, ...statements: readonly JsonObject[]): Policy {
  const document: Json = {
    Version: '2012-10-17',
    Statement: statements.map((one) => ({ Action: '*', Resource: '*', ...one })),
  };
  return readPolicy(name, document);
}

const ALLOW = { Effect: 'Allow' };
const FULL = policy('FullAWSAccess', ALLOW);

function request(changes: Partial<AccessRequest> = {}): AccessRequest {
  return {
    principal: ROLE,
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::bucket/key',
    owner: MEMBER,
    context: requestContext({ 'aws:PrincipalArn': ROLE.arn }, ['*']),
    ...changes,
  };
}

interface Attached {
  readonly scp?: Readonly<Record<string, readonly Policy[]>>;
  readonly rcp?: Readonly<Record<string, readonly Policy[]>>;
}

function organization({ scp, rcp = {} }: Attached = {}): DecidingPolicies['organization'] {
  return {
    managementAccount: MANAGEMENT,
    paths: new Map([
      [MANAGEMENT, ['r-abcd', MANAGEMENT]],
      [MEMBER, ['r-abcd', 'ou-abcd-11111111', MEMBER]],
    ]),
    attached: {
      scp: new Map(
        Object.entries({
          'r-abcd': [FULL],
          'ou-abcd-11111111': [FULL],
          [MEMBER]: [FULL],
          [MANAGEMENT]: [FULL],
          ...scp,
        }),
      ),
      rcp: new Map(Object.entries(rcp)),
    },
  };
}

describe('control policies', () => {
  const deny = policy('p-1', ALLOW, { Effect: 'Deny', Sid: 'NoReading', Action: 's3:Get*' });

  test('say which statement denies, of which policy, at which level', () => {
    const { outcome, denying } = decideControl(request(), organization({ scp: { 'ou-abcd-11111111': [FULL, deny] } }));
    expect(outcome).toBe('explicitly denied');
    expect(denying).toMatchObject([
      { layer: 'scp', level: 'ou-abcd-11111111', policy: { name: 'p-1' }, statement: { sid: 'NoReading' }, index: 1 },
    ]);
  });

  test('must allow at every level: where a full access policy was detached, nothing is allowed', () => {
    const { outcome, silent } = decideControl(request(), organization({ scp: { 'ou-abcd-11111111': [] } }));
    expect(outcome).toBe('implicitly denied');
    expect(silent).toEqual([{ layer: 'scp', level: 'ou-abcd-11111111' }]);
  });

  test('bind nobody where their kind is not enabled', () => {
    const attached = { scp: undefined, rcp: undefined };
    expect(decideControl(request(), { ...organization(), attached }).outcome).toBe('allowed');
  });

  test.each<[string, Partial<AccessRequest>]>([
    [
      'the management account',
      { principal: { ...ROLE, account: MANAGEMENT, arn: `arn:aws:iam::${MANAGEMENT}:role/a` } },
    ],
    [
      'a service-linked role',
      { principal: { ...ROLE, arn: `arn:aws:iam::${MEMBER}:role/aws-service-role/ecs.amazonaws.com/A` } },
    ],
    [
      'an account of another organization',
      { principal: { ...ROLE, account: '999999999999', arn: 'arn:aws:iam::999999999999:role/a' } },
    ],
    ['a service', { principal: { kind: 'service', arn: 'lambda.amazonaws.com' } }],
  ])('of the service kind do not bind %s', (_, changes) => {
    const everywhere = { 'r-abcd': [deny], [MEMBER]: [deny], [MANAGEMENT]: [deny] };
    expect(decideControl(request(changes), organization({ scp: everywhere })).outcome).toBe('allowed');
  });

  test('of the resource kind bind everybody about a member account, but about its management account nobody', () => {
    const rcp = { 'r-abcd': [policy('rcp', { Effect: 'Deny', Principal: '*', Action: 's3:*' })] };
    const stranger = { ...ROLE, account: '999999999999', arn: 'arn:aws:iam::999999999999:role/a' };
    expect(decideControl(request({ principal: stranger }), organization({ rcp })).outcome).toBe('explicitly denied');
    expect(decideControl(request({ owner: MANAGEMENT }), organization({ rcp })).outcome).toBe('allowed');
  });

  test('of the resource kind do not reach what has no resource level, and perhaps not a service that is not on the list', () => {
    const named = (service: string) =>
      organization({ rcp: { 'r-abcd': [policy('rcp', { Effect: 'Deny', Principal: '*', Action: `${service}:*` })] } });
    expect(decideControl(request({ action: 's3:ListAllMyBuckets', resource: '*' }), named('s3')).outcome).toBe(
      'allowed',
    );
    const unlisted = decideControl(
      request({ action: 'ec2:StartInstances', resource: 'arn:aws:ec2:eu-west-1:2:instance/i' }),
      named('ec2'),
    );
    expect(unlisted.outcome).toBe('unknown');
    expect(unlisted.open.flatMap(({ dependsOn }) => dependsOn)).toEqual([
      'whether resource control policies reach ec2',
    ]);
  });

  test('that cannot be read decide nothing: the answer is that it depends on them', () => {
    const unreadable = readPolicy('p-2', '{"Statement": "?"}');
    const { outcome, open } = decideControl(request(), organization({ scp: { [MEMBER]: [FULL, unreadable] } }));
    expect(outcome).toBe('unknown');
    expect(open.map(({ dependsOn }) => dependsOn)).toEqual([['what p-2 says']]);
  });
});

describe('what is not known about a request', () => {
  const onlyFrom = policy('p', ALLOW, {
    Effect: 'Deny',
    Sid: 'OnlyFromHome',
    Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' }, Bool: { 'aws:ViaAWSService': 'false' } },
  });
  const decided = (values: Readonly<Record<string, string>>) =>
    decideControl(request({ context: requestContext(values, []) }), organization({ scp: { [MEMBER]: [onlyFrom] } }));

  test('makes the answer unknown, with the keys that it depends on', () => {
    expect(decided({ 'aws:ViaAWSService': 'false' })).toMatchObject({
      outcome: 'unknown',
      open: [{ statement: { sid: 'OnlyFromHome' }, dependsOn: ['aws:SourceIp'] }],
    });
  });

  test('does not matter where what is known decides', () => {
    expect(decided({ 'aws:ViaAWSService': 'true' }).outcome).toBe('allowed');
    expect(decided({ 'aws:SourceIp': '203.0.113.9' }).outcome).toBe('allowed');
  });

  test('may be an id in a name, which an asterisk takes in and nothing else', () => {
    const resource = `arn:aws:iam::${MEMBER}:role/stacksets-exec-${UNKNOWN_ID}`;
    const outcomeOf = (Resource: string) =>
      decideControl(
        request({ action: 'iam:GetRole', resource }),
        organization({ scp: { [MEMBER]: [FULL, policy('p', { Effect: 'Deny', Resource })] } }),
      ).outcome;
    expect(outcomeOf('arn:aws:iam::*:role/stacksets-exec-*')).toBe('explicitly denied');
    expect(outcomeOf('arn:aws:iam::*:role/stacksets-exec-0123')).toBe('unknown');
    expect(outcomeOf('arn:aws:iam::*:role/stacksets-?????')).toBe('unknown');
    expect(outcomeOf('arn:aws:iam::*:role/other-*')).toBe('allowed');
    // No id has such letters.
    expect(outcomeOf('arn:aws:iam::*:role/*ControlTower*')).toBe('allowed');
  });
});

describe('the caller and the resource', () => {
  const nothing = policy('boundary', { ...ALLOW, Action: 'ec2:*' });
  const letsIn = (Principal: Json) => policy('bucket', { ...ALLOW, Principal });
  const outcomeOf = (changes: Partial<AccessRequest>, policies: Partial<DecidingPolicies>) =>
    decide(request(changes), { identity: [], organization: organization(), ...policies }).outcome;

  test('within an account either lets in; a boundary stops what names the role, and not what names its session', () => {
    expect(outcomeOf({}, { identity: [FULL] })).toBe('allowed');
    expect(outcomeOf({}, { resource: letsIn({ AWS: ROLE.arn }) })).toBe('allowed');
    expect(outcomeOf({}, { resource: letsIn({ AWS: ROLE.arn }), boundary: nothing })).toBe('implicitly denied');
    const session = `arn:aws:sts::${MEMBER}:assumed-role/deploy/run`;
    expect(outcomeOf({}, { resource: letsIn({ AWS: session }), boundary: nothing })).toBe('allowed');
    expect(outcomeOf({}, { resource: letsIn({ AWS: `arn:aws:iam::${MEMBER}:root` }) })).toBe('implicitly denied');
  });

  test('across accounts both let in', () => {
    const there = { owner: '333333333333' };
    expect(outcomeOf(there, { identity: [FULL] })).toBe('implicitly denied');
    expect(outcomeOf(there, { resource: letsIn({ AWS: MEMBER }) })).toBe('implicitly denied');
    expect(outcomeOf(there, { identity: [FULL], resource: letsIn({ AWS: MEMBER }) })).toBe('allowed');
  });

  test('a trust lets in by itself where it names the caller, and leaves it to the account where it names that', () => {
    const assume = { action: 'sts:AssumeRole', resource: `arn:aws:iam::${MEMBER}:role/target` };
    expect(outcomeOf(assume, { identity: [FULL], resource: letsIn({ AWS: '333333333333' }) })).toBe(
      'implicitly denied',
    );
    expect(outcomeOf(assume, { resource: letsIn({ AWS: ROLE.arn }) })).toBe('allowed');
    expect(outcomeOf(assume, { resource: letsIn({ AWS: MEMBER }) })).toBe('implicitly denied');
    expect(outcomeOf(assume, { identity: [FULL], resource: letsIn({ AWS: MEMBER }) })).toBe('allowed');
    const token = { ...assume, principal: { kind: 'webIdentity', arn: 'arn:aws:iam::2:oidc-provider/x' } as const };
    expect(outcomeOf(token, { resource: letsIn({ Federated: 'arn:aws:iam::2:oidc-provider/x' }) })).toBe('allowed');
    expect(outcomeOf(token, { resource: letsIn({ Federated: 'arn:aws:iam::2:oidc-provider/y' }) })).toBe(
      'implicitly denied',
    );
  });

  test('NotPrincipal in a Deny excepts nobody who wears a boundary, and is certain only where all is named', () => {
    const deny = (NotPrincipal: Json) => policy('bucket', { Effect: 'Deny', NotPrincipal });
    const session = `arn:aws:sts::${MEMBER}:assumed-role/deploy/run`;
    const all = { AWS: [ROLE.arn, session, MEMBER] };
    expect(outcomeOf({}, { identity: [FULL], resource: deny(all) })).toBe('allowed');
    expect(outcomeOf({}, { identity: [FULL], resource: deny({ AWS: ROLE.arn }) })).toBe('unknown');
    expect(outcomeOf({}, { identity: [FULL], resource: deny({ AWS: '333333333333' }) })).toBe('explicitly denied');
    expect(outcomeOf({}, { identity: [FULL], resource: deny(all), boundary: FULL })).toBe('explicitly denied');
  });

  test('the layer that lets nobody in is named', () => {
    const { silent } = decide(request(), { identity: [FULL], boundary: nothing, organization: organization() });
    expect(silent).toEqual([{ layer: 'boundary' }]);
  });
});

test('in a document of the older version a variable is a text like any other', () => {
  const document = (version: string) => ({
    Version: version,
    Statement: { Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::bucket/${aws:username}' },
  });
  const outcomeOf = (version: string) =>
    decide(
      request({ resource: 'arn:aws:s3:::bucket/ann', context: requestContext({ 'aws:username': 'ann' }, ['*']) }),
      {
        identity: [readPolicy('p', document(version))],
        organization: organization(),
      },
    ).outcome;
  expect(outcomeOf('2012-10-17')).toBe('allowed');
  expect(outcomeOf('2008-10-17')).toBe('implicitly denied');
});
