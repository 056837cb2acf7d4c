import { principalId } from '../iam/principal-id';
import { callerArn } from '../requests/access-key';
import type { ObservedCaller } from './observed-call';
import type { UserIdentity } from './trail-record';

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
export function userIdentityOf(caller: ObservedCaller): UserIdentity {
  if (caller.kind === 'token') {
    const { provider, audience, subject } = caller;
    return {
      type: 'WebIdentityUser',
      principalId: `${provider}:${audience}:${subject}`,
      userName: subject,
      identityProvider: provider,
    };
  }
  if (caller.kind === 'unknown') return { type: 'WebIdentityUser', principalId: 'Unknown', userName: 'Unknown' };
  const { key, began } = caller;
  const { owner, account, id } = key;
  if (owner.kind === 'session') {
    return roleSession({ ...owner, accessKeyId: id, arn: callerArn({ owner, account }), account, began });
  }
  const user: UserIdentity = {
    type: 'IAMUser',
    principalId: principalId(owner.arn),
    arn: owner.arn,
    accountId: account,
    accessKeyId: id,
    userName: lastOf(owner.arn),
  };
  if (owner.kind === 'user') return user;
  const mfaAuthenticated = owner.mfa === undefined ? 'false' : 'true';
  return { ...user, sessionContext: { attributes: { creationDate: owner.mfa ?? began, mfaAuthenticated } } };
}

export interface RoleSession {
  /** The ARN of the role, with its path. */
  readonly role: string;
  readonly name: string;
  readonly sourceIdentity?: string;
  readonly accessKeyId: string;
  /** Of the session. */
  readonly arn: string;
  readonly account: string;
  readonly began: string;
}

/** A session of a role. It was not made with MFA, even if the role was assumed with it. */
export function roleSession({
  role,
  name,
  sourceIdentity,
  accessKeyId,
  arn,
  account,
  began,
}: RoleSession): UserIdentity {
  return {
    type: 'AssumedRole',
    principalId: `${principalId(role)}:${name}`,
    arn,
    accountId: account,
    accessKeyId,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: principalId(role),
        arn: role,
        accountId: account,
        userName: lastOf(role),
      },
      attributes: { creationDate: began, mfaAuthenticated: 'false' },
      ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
    },
  };
}

/** All that another account learns of a caller. */
export function fromElsewhere({ principalId, accountId }: UserIdentity): UserIdentity {
  return { type: 'AWSAccount', principalId, ...(accountId === undefined ? {} : { accountId }) };
}

function lastOf(arn: string): string {
  return arn.split('/').at(-1) ?? '';
}
