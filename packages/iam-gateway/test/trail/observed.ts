import type { AccessKey } from '../../requests/access-key';
import type { ObservedCall, ObservedCaller } from '../../trail/observed-call';
import { form } from '../gateway/support/calls';
import { CI_ROLE, ELSEWHERE, HERE } from '../gateway/support/stored';

export const BEGAN = '2026-11-21T09:00:00Z';
export const PERSON = `arn:aws:iam::${HERE}:user/people/ann`;
export const ROLE_ELSEWHERE = `arn:aws:iam::${ELSEWHERE}:role/team/next`;
const PROVIDER = `arn:aws:iam::${HERE}:oidc-provider/issuer.example.com`;

function withKey(id: string, owner: AccessKey['owner']): ObservedCaller {
  return { kind: 'key', key: { id, account: HERE, owner }, began: BEGAN };
}

const userSession = {
  kind: 'userSession',
  arn: PERSON,
  token: 't',
  expiration: '2026-11-21T21:00:00Z',
  issued: '2026-11-21T09:00:00Z',
} as const;
const session = {
  kind: 'session',
  role: CI_ROLE,
  name: 'run',
  token: 't',
  expiration: '2026-11-21T10:00:00Z',
  issued: '2026-11-21T09:00:00Z',
} as const;

export const USER = withKey('AKIAIOSFODNN7EXAMPLE', { kind: 'user', arn: PERSON });
export const USER_SESSION = withKey('ASIAIOSFODNN7EXAMPLE', userSession);
export const MFA_SESSION = withKey('ASIAIOSFODNN7EXAMPLE', { ...userSession, mfa: '2026-11-21T08:59:00Z' });
export const ROLE_SESSION = withKey('ASIAIOSFODNN7EXAMPLE', session);
export const RUN = withKey('ASIAIOSFODNN7EXAMPLE', { ...session, sourceIdentity: 'run-1' });
export const TOKEN: ObservedCaller = {
  kind: 'token',
  provider: PROVIDER,
  audience: 'sts.amazonaws.com',
  subject: 'repo:acme/infrastructure:ref:refs/heads/main',
};

export const DENIED = { code: 'AccessDenied', message: 'User: x is not authorized', isRefusal: true };

/** What STS answers to a caller who becomes a role. */
export function begun(role: string, more = ''): string {
  const [, , , , account, name = ''] = role.split(':');
  return `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
    <Credentials><AccessKeyId>ASIANEWNEWNEWNEWNEWN</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
    <SessionToken>a-token</SessionToken><Expiration>2026-11-21T10:15:00Z</Expiration></Credentials>
    <AssumedRoleUser><AssumedRoleId>AROA1:run</AssumedRoleId>
    <Arn>arn:aws:sts::${account}:assumed-role/${name.split('/').at(-1)}/run</Arn></AssumedRoleUser>${more}
    </AssumeRoleResult></AssumeRoleResponse>`;
}

export function observed(more: Partial<ObservedCall> = {}): ObservedCall {
  return {
    caller: USER,
    call: form('sts', 'GetCallerIdentity', {}),
    region: 'eu-west-1',
    at: new Date('2026-11-21T09:30:00.123Z'),
    sourceIp: '192.0.2.10',
    userAgent: 'aws-cli/2.27.0',
    ...more,
  };
}

/** Ids in a row. */
export function ids(): () => string {
  const given = { number: 0 };
  return () => {
    given.number += 1;
    return `id-${given.number}`;
  };
}
