import { decide } from '../../engine/decide';
import type { Caller } from '../../iam/caller';
import type { Statement } from '../../iam/policy-document';
import { FULL_ACCESS } from '../../iam/policy-document';
import type { Identity } from '../../iam/snapshot';
import {
  admits,
  allow,
  BUCKET,
  deny,
  HOME,
  KEY,
  MANAGEMENT,
  may,
  OTHER,
  policy,
  ROLE,
  type SmallOrganization,
  smallOrganization,
  UNIT,
  USER,
} from './small-organization';

const EVERYTHING = may(allow('*'));
const NOTHING: Identity = { policies: [] };
const ROOT = `arn:aws:iam::${HOME}:root`;
const READ = { action: 's3:GetObject', resource: `${BUCKET}/object` };
const DECRYPT = { action: 'kms:Decrypt', resource: KEY };
const BECOME = { action: 'sts:AssumeRole', resource: ROLE };

function bucket(...statements: readonly Statement[]): SmallOrganization {
  return {
    resources: { [BUCKET]: { account: HOME, ...(statements.length > 0 && { policy: policy(...statements) }) } },
  };
}

const user = (identity: Identity = EVERYTHING, arn: string = USER): Caller => ({ kind: 'user', arn, identity });
const worker = (identity: Identity = EVERYTHING, arn: string = ROLE): Caller => ({ kind: 'role', arn, identity });

async function outcome(snapshot: SmallOrganization, caller: Caller, asked: { action: string; resource: string }) {
  return (await decide(smallOrganization(snapshot), { caller, ...asked })).outcome;
}

describe('within an account', () => {
  test('permissions are enough for a bucket, whose policy may be silent', async () => {
    expect(await outcome(bucket(deny('s3:PutObject', `${BUCKET}/*`, { Principal: '*' })), user(), READ)).toBe(
      'Allowed',
    );
    expect(await outcome(bucket(), user(NOTHING), READ)).toBe('ImplicitlyDenied');
  });

  test('the policy of a bucket is enough for the user that it names', async () => {
    const open = { resources: { [BUCKET]: { account: HOME, policy: admits(USER, 's3:GetObject') } } };
    expect(await outcome(open, user(NOTHING), READ)).toBe('Allowed');
  });

  test('the policy of a bucket that names the account only hands the question to permissions', async () => {
    const open = { resources: { [BUCKET]: { account: HOME, policy: admits(ROOT, 's3:GetObject') } } };
    expect(await outcome(open, user(NOTHING), READ)).toBe('ImplicitlyDenied');
  });

  test('the policy of a key must allow, too', async () => {
    const key = (principal: string, action: string) => ({
      resources: { [KEY]: { account: HOME, policy: admits(principal, action) } },
    });
    expect(await outcome(key(ROOT, 'kms:Decrypt'), user(), DECRYPT)).toBe('Allowed');
    expect(await outcome(key(ROOT, 'kms:Encrypt'), user(), DECRYPT)).toBe('ImplicitlyDenied');
    expect(await outcome(key(ROOT, 'kms:Decrypt'), user(NOTHING), DECRYPT)).toBe('ImplicitlyDenied');
  });

  test('a trust policy must allow, too', async () => {
    const role = (principal: string) => ({
      roles: { [ROLE]: { ...NOTHING, trust: admits(principal, 'sts:AssumeRole') } },
    });
    expect(await outcome(role(ROOT), user(), BECOME)).toBe('Allowed');
    expect(await outcome(role(ROOT), user(NOTHING), BECOME)).toBe('ImplicitlyDenied');
    expect(await outcome(role(USER), user(NOTHING), BECOME)).toBe('Allowed');
    expect(await outcome(role(`${USER}2`), user(), BECOME)).toBe('ImplicitlyDenied');
  });

  test('a role that is not there is become by nobody', async () => {
    expect(await outcome({}, user(), BECOME)).toBe('ImplicitlyDenied');
  });
});

describe('across accounts', () => {
  const stranger = (identity: Identity) => user(identity, `arn:aws:iam::${OTHER}:user/bob`);

  test('both sides must allow', async () => {
    const open = {
      resources: { [BUCKET]: { account: HOME, policy: admits(`arn:aws:iam::${OTHER}:root`, 's3:GetObject') } },
    };
    expect(await outcome(open, stranger(EVERYTHING), READ)).toBe('Allowed');
    expect(await outcome(open, stranger(NOTHING), READ)).toBe('ImplicitlyDenied');
    expect(await outcome(bucket(), stranger(EVERYTHING), READ)).toBe('ImplicitlyDenied');
  });
});

describe('a boundary', () => {
  const bounded = (...statements: readonly Statement[]): Identity => ({
    ...EVERYTHING,
    boundary: { name: 'boundary', document: policy(...statements) },
  });

  test('limits what permissions allow', async () => {
    expect(await outcome(bucket(), worker(bounded(allow('s3:*'))), READ)).toBe('Allowed');
    expect(await outcome(bucket(), worker(bounded(allow('ec2:*'))), READ)).toBe('ImplicitlyDenied');
    expect(await outcome(bucket(), worker(bounded(allow('s3:*'), deny('s3:GetObject'))), READ)).toBe(
      'ExplicitlyDenied',
    );
  });

  test('limits what a bucket grants to a role, and not what it grants to a session of it', async () => {
    const granted = (principal: string) => ({
      resources: { [BUCKET]: { account: HOME, policy: admits(principal, 's3:GetObject') } },
    });
    const session = `arn:aws:sts::${HOME}:assumed-role/worker/session`;
    expect(await outcome(granted(ROLE), worker(bounded(allow('ec2:*'))), READ)).toBe('ImplicitlyDenied');
    expect(await outcome(granted(session), worker(bounded(allow('ec2:*'))), READ)).toBe('Allowed');
  });
});

test('the policy of a session limits it', async () => {
  const caller = (sessionPolicy: Statement): Caller => ({
    kind: 'role',
    arn: ROLE,
    identity: EVERYTHING,
    sessionPolicy: policy(sessionPolicy),
  });
  expect(await outcome(bucket(), caller(allow('s3:*')), READ)).toBe('Allowed');
  expect(await outcome(bucket(), caller(allow('ec2:*')), READ)).toBe('ImplicitlyDenied');
});

describe('who a role is', () => {
  test('a session is its role with the path, and not a role of the same name elsewhere', async () => {
    const trust = (arn: string) =>
      policy({
        Effect: 'Allow',
        Principal: { AWS: ROOT },
        Action: 'sts:AssumeRole',
        Condition: { ArnEquals: { 'aws:PrincipalArn': arn } },
      });
    const target = `arn:aws:iam::${HOME}:role/target`;
    const asked = { action: 'sts:AssumeRole', resource: target };
    const snapshot = (arn: string) => ({ roles: { [target]: { ...NOTHING, trust: trust(arn) } } });
    expect(await outcome(snapshot(ROLE), worker(), asked)).toBe('Allowed');
    expect(await outcome(snapshot(`arn:aws:iam::${HOME}:role/worker`), worker(), asked)).toBe('ImplicitlyDenied');
  });

  test('a principal that was made again is not the one that a policy named, though its ARN is', async () => {
    const open = { resources: { [BUCKET]: { account: HOME, policy: admits(ROLE, 's3:GetObject') } } };
    expect(await outcome(open, worker(NOTHING), READ)).toBe('Allowed');
    expect(await outcome(open, { ...worker(NOTHING), recreated: true } as Caller, READ)).toBe('ImplicitlyDenied');
    expect(await outcome(bucket(), { ...worker(), recreated: true } as Caller, READ)).toBe('Allowed');
  });
});

describe('who has no account', () => {
  test('is let in by the policy of the resource alone', async () => {
    const anybody = bucket({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${BUCKET}/*` });
    const service = bucket({
      Effect: 'Allow',
      Principal: { Service: 'logging.s3.amazonaws.com' },
      Action: 's3:GetObject',
      Resource: `${BUCKET}/*`,
    });
    expect(await outcome(anybody, { kind: 'anonymous' }, READ)).toBe('Allowed');
    expect(await outcome(bucket(), { kind: 'anonymous' }, READ)).toBe('ImplicitlyDenied');
    expect(await outcome(service, { kind: 'service', name: 'logging.s3.amazonaws.com' }, READ)).toBe('Allowed');
    expect(await outcome(service, { kind: 'service', name: 'cloudtrail.amazonaws.com' }, READ)).toBe(
      'ImplicitlyDenied',
    );
  });
});

describe('the organization', () => {
  const denied = { name: 'guard', document: policy(deny('s3:GetObject')) };
  const guarded = (id: string): SmallOrganization => ({
    ...bucket(),
    organization: { serviceControlPolicies: new Map([[id, [FULL_ACCESS, denied]]]) },
  });
  const inOther = user(EVERYTHING, `arn:aws:iam::${OTHER}:user/bob`);
  const owned = (account: string) => ({ resources: { [BUCKET]: { account } } });

  test.each(['r-abcd', UNIT, OTHER])('an SCP on %s reaches the account below it', async (id) => {
    expect(await outcome({ ...guarded(id), ...owned(OTHER) }, inOther, READ)).toBe('ExplicitlyDenied');
  });

  test('an SCP reaches the root user, but no account beside it', async () => {
    expect(await outcome({ ...guarded(UNIT), ...owned(OTHER) }, { kind: 'root', account: OTHER }, READ)).toBe(
      'ExplicitlyDenied',
    );
    expect(await outcome(guarded(UNIT), user(), READ)).toBe('Allowed');
  });

  test('an SCP that does not allow what it does not deny denies it', async () => {
    const snapshot = {
      ...bucket(),
      organization: { serviceControlPolicies: new Map([[HOME, [{ name: 'only', document: policy(allow('ec2:*')) }]]]) },
    };
    expect(await decide(smallOrganization(snapshot), { caller: user(), ...READ })).toMatchObject({
      outcome: 'ImplicitlyDenied',
      silent: ['scp'],
    });
  });

  test('no SCP reaches the management account or a service-linked role', async () => {
    const manager = user(EVERYTHING, `arn:aws:iam::${MANAGEMENT}:user/carol`);
    expect(await outcome({ ...guarded('r-abcd'), ...owned(MANAGEMENT) }, manager, READ)).toBe('Allowed');
    const linked = worker(EVERYTHING, `arn:aws:iam::${HOME}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX`);
    expect(await outcome(guarded('r-abcd'), linked, READ)).toBe('Allowed');
  });

  describe('an RCP', () => {
    const guard = { name: 'guard', document: policy({ ...deny('s3:GetObject'), Principal: '*' }) };
    const organization = { resourceControlPolicies: new Map([['r-abcd', [guard]]]) };

    test('reaches the resources of an account, whoever asks', async () => {
      expect(await outcome({ ...bucket(), organization }, user(), READ)).toBe('ExplicitlyDenied');
      const open = { resources: { [BUCKET]: { account: HOME, policy: admits('*', 's3:GetObject') } }, organization };
      const outsider = user(EVERYTHING, 'arn:aws:iam::999999999999:user/mallory');
      expect(await outcome(open, outsider, READ)).toBe('ExplicitlyDenied');
    });

    test('does not reach the resources of the management account', async () => {
      expect(
        await outcome(
          { ...owned(MANAGEMENT), organization },
          user(EVERYTHING, `arn:aws:iam::${MANAGEMENT}:user/c`),
          READ,
        ),
      ).toBe('Allowed');
    });
  });
});

describe('the reasons', () => {
  test('of what is allowed are the statements that allow it', async () => {
    const { statements, silent } = await decide(smallOrganization(bucket()), { caller: user(), ...READ });
    expect(statements).toContainEqual({ layer: 'permissions', policy: 'permissions', sid: 'Allowed' });
    expect(silent).toEqual([]);
  });

  test('of what is denied are the statements that deny it, and not those that would allow', async () => {
    const snapshot = smallOrganization(bucket(deny('s3:GetObject', `${BUCKET}/*`, { Principal: '*' })));
    const { statements } = await decide(snapshot, { caller: user(), ...READ });
    expect(statements.map(({ layer, sid }) => [layer, sid])).toEqual([['resource', 'Denied']]);
  });

  test('of what nobody allows are the layers that must, and not those that need not', async () => {
    const { silent } = await decide(smallOrganization(bucket()), { caller: user(NOTHING), ...READ });
    expect(silent).toEqual(['permissions']);
  });
});

describe('a layer alone', () => {
  const snapshot = smallOrganization(bucket(deny('s3:GetObject', `${BUCKET}/*`, { Principal: '*' })));
  const caller = user({ policies: [], boundary: { name: 'boundary', document: policy(allow('ec2:*')) } });

  test.each([
    ['permissions', 'ImplicitlyDenied'],
    ['boundary', 'ImplicitlyDenied'],
    ['resource', 'ExplicitlyDenied'],
    ['scp', 'Allowed'],
  ] as const)('%s decides without the others', async (layer, expected) => {
    expect((await decide(snapshot, { caller, ...READ }, [layer])).outcome).toBe(expected);
  });

  test('the policy of what nobody knows a policy of is out of the question', async () => {
    const stranger = user(EVERYTHING, `arn:aws:iam::${OTHER}:user/bob`);
    expect((await decide(smallOrganization(bucket()), { caller: stranger, ...READ }, ['permissions'])).outcome).toBe(
      'Allowed',
    );
  });
});
