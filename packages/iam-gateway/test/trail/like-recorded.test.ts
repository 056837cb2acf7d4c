import { LEGITIMATE, MATCHES } from '../../../../test/alarms/recorded-events';
import type { WireRequest } from '../../requests/wire-request';
import type { StoredAccessKey } from '../../store/snapshot-cache';
import { recordOfCloudFormationCall } from '../../trail/cloudformation-call';
import { recordsOf } from '../../trail/records-of-call';
import { eventOf } from '../../trail/trail-record';
import { userIdentityOf } from '../../trail/user-identity';
import { form as callOf } from '../gateway/support/calls';
import { GatewayInTest, NOW, SESSION_KEY, USER_KEY } from '../gateway/support/gateway';
import { form, json, signed } from '../gateway/support/signed';
import { ADMINISTRATOR, CI_ROLE, ELSEWHERE, HERE, KEY, principal, stored, trusting } from '../gateway/support/stored';
import { begun, DENIED, observed, ROLE_SESSION, TOKEN } from './observed';

const NEXT_ROLE = `arn:aws:iam::${ELSEWHERE}:role/next`;
const SNAPSHOT = { roles: [...stored().roles, { ...principal(NEXT_ROLE), trust: trusting(CI_ROLE) }] };
const REFUSING = {
  users: [principal(ADMINISTRATOR)],
  roles: [{ ...principal(CI_ROLE), trust: trusting(`${ADMINISTRATOR}-2`) }],
};
const MFA_KEY: StoredAccessKey = {
  ...SESSION_KEY,
  owner: {
    kind: 'userSession',
    arn: ADMINISTRATOR,
    token: 'the-token',
    expiration: '2026-11-21T21:00:00Z',
    issued: '2026-11-21T09:00:00Z',
    mfa: '2026-11-21T09:00:00Z',
  },
};
const run = (): StoredAccessKey => {
  const { owner, ...key } = SESSION_KEY;
  if (owner.kind !== 'session') throw new Error('it is not a session');
  return { ...key, owner: { ...owner, sourceIdentity: 'run-1' } };
};
const MALLORY = { key: SESSION_KEY };
const assume = (RoleArn: string, key: StoredAccessKey) =>
  form('sts', { Action: 'AssumeRole', RoleArn, RoleSessionName: 'run', DurationSeconds: '3600' }, { key });
const onBucket = (method: string, target: string, body = '') =>
  signed({ service: 's3', method, target, body, key: SESSION_KEY });

interface Case {
  /** Of the events that were recorded: the alarm or the story, and the event. */
  readonly like: readonly [group: string, event: string];
  readonly wire: WireRequest;
  readonly snapshot?: ConstructorParameters<typeof GatewayInTest>[0];
  readonly keys?: readonly StoredAccessKey[];
  /** Which record of the call. @default - the first */
  readonly place?: number;
  readonly answers?: GatewayInTest['answers'];
}

const cases: readonly Case[] = [
  { like: ['ci-run', 'the CI user proves who it is'], wire: form('sts', { Action: 'GetCallerIdentity' }) },
  {
    like: ['ci-run', 'the CI user becomes the CI Terraform role'],
    wire: form('sts', {
      Action: 'AssumeRole',
      RoleArn: CI_ROLE,
      RoleSessionName: 'run',
      DurationSeconds: '3600',
      SourceIdentity: 'run-1',
    }),
    snapshot: {
      roles: [
        {
          ...principal(CI_ROLE),
          trust: trusting(ADMINISTRATOR).replace('"sts:AssumeRole"', '["sts:AssumeRole","sts:SetSourceIdentity"]'),
        },
      ],
    },
    answers: { body: begun(CI_ROLE, '<SourceIdentity>run-1</SourceIdentity>') },
  },
  {
    like: ['terraform-role-by-a-stranger', 'an administrator of the Terraform account'],
    wire: assume(NEXT_ROLE, SESSION_KEY),
    snapshot: SNAPSHOT,
    answers: { body: begun(NEXT_ROLE) },
  },
  {
    like: ['terraform-role-from-elsewhere', 'another account'],
    wire: assume(NEXT_ROLE, SESSION_KEY),
    snapshot: SNAPSHOT,
    place: 1,
    answers: { body: begun(NEXT_ROLE) },
  },
  { like: ['role-is-refused', 'an administrator asks for a Terraform role'], wire: assume(NEXT_ROLE, SESSION_KEY) },
  {
    like: ['role-is-refused', 'a person asks for a CI role'],
    wire: assume(CI_ROLE, MFA_KEY),
    snapshot: REFUSING,
    keys: [MFA_KEY],
  },
  {
    like: ['ci-user-is-refused', 'calls from outside its networks'],
    wire: assume(CI_ROLE, USER_KEY),
    snapshot: REFUSING,
  },
  { like: ['ci-user-does-something-else', 'looks around in IAM'], wire: form('iam', { Action: 'ListUsers' }) },
  {
    like: ['bucket-is-changed', 'the policy of a state bucket'],
    wire: onBucket('PUT', '/states?policy', '{"Version": "2012-10-17", "Statement": []}'),
  },
  { like: ['bucket-is-changed', 'the fence of the access logs'], wire: onBucket('DELETE', '/plain?publicAccessBlock') },
  {
    like: ['ci-run', 'the state is read'],
    wire: signed({ service: 's3', method: 'GET', target: '/plain/a', key: run() }),
    keys: [run()],
  },
  {
    like: ['ci-run', 'the state is not there yet'],
    wire: signed({ service: 's3', method: 'GET', target: '/plain/a', key: run() }),
    keys: [run()],
    answers: { status: 404, body: '<Error><Code>NoSuchKey</Code><Message>no</Message></Error>' },
  },
  {
    like: ['key-is-changed', 'its policy'],
    wire: json(
      'kms',
      'TrentService.PutKeyPolicy',
      JSON.stringify({ KeyId: KEY, PolicyName: 'default', Policy: '{}', BypassPolicyLockoutSafetyCheck: false }),
      MALLORY,
    ),
  },
  {
    like: ['trail-is-changed', 'stopped'],
    wire: json('cloudtrail', 'CloudTrail_20131101.StopLogging', '{"Name":"orgstrap"}', MALLORY),
  },
  {
    like: ['alarms-are-changed', 'a rule is disabled'],
    wire: json('events', 'AWSEvents.DisableRule', '{"Name":"a","EventBusName":"b"}', MALLORY),
  },
  {
    like: ['identity-is-changed', 'a user on the path of people'],
    wire: form('iam', { Action: 'CreateUser', UserName: 'mallory', Path: '/people/' }, MALLORY),
  },
];

test.each(cases)('a call is recorded with the fields of «$like.0: $like.1»', async (each) => {
  const { like, wire, snapshot, keys, place = 0, answers = {} } = each;
  const [group, name] = like;
  const expected = recorded(group, name);
  const gateway = new GatewayInTest(snapshot, keys);
  gateway.answers = answers;
  await gateway.refusal(wire);
  const record = gateway.trail.records[place];
  if (record === undefined) throw new Error(`nothing recorded: ${JSON.stringify(gateway.journal.entries)}`);
  const made = eventOf(record);
  expect(fieldsOf(made)).toEqual(fieldsOf(expected));
});

test('so is a token that a trust refuses', () => {
  const call = callOf('sts', 'AssumeRoleWithWebIdentity', { RoleArn: CI_ROLE, RoleSessionName: 'run' });
  const [record] = recordsOf(observed({ caller: TOKEN, call, error: DENIED }));
  if (record === undefined) throw new Error('nothing recorded');
  expect(fieldsOf(eventOf(record))).toEqual(fieldsOf(recorded('role-is-refused', 'the token of another repository')));
});

test('so is what a stack does', () => {
  const made = { n: 1, account: HERE, region: 'eu-west-1', service: 'iam', operation: 'PutRolePolicy' };
  const parameters = { RoleName: 'ci', PolicyName: 'more', PolicyDocument: '{}' };
  const caller = userIdentityOf(ROLE_SESSION);
  const by = { accessKeyId: 'ASIAIOSFODNN7EXAMPLE' };
  const record = recordOfCloudFormationCall({ ...made, parameters, by }, { partition: 'aws', at: NOW, caller });
  expect(fieldsOf(eventOf(record))).toEqual(fieldsOf(recorded('identity-is-changed', 'by a stack')));
});

/** @throws Error where there is no such event */
function recorded(group: string, name: string): unknown {
  const events = { ...MATCHES, ...LEGITIMATE }[group] ?? {};
  if (events[name] === undefined) throw new Error(`no event «${name}» among ${Object.keys(events).join('; ')}`);
  return events[name];
}

/** The paths of all fields, but for the inside of policies. */
function fieldsOf(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null || /bucketPolicy$/.test(path)) return [path];
  if (Array.isArray(value)) return [...new Set(value.flatMap((each) => fieldsOf(each, `${path}[]`)))].sort();
  return Object.entries(value)
    .flatMap(([field, each]) => fieldsOf(each, `${path}.${field}`))
    .sort();
}
