import type { Caller } from '../../iam/caller';
import type { World } from '../../iam/world';
import type { AccessKey } from '../signature/access-key';

/** The principal behind a key; undefined where it is gone, while a session of it or a key goes on. */
export function callerBehind({ owner }: AccessKey, { users, roles }: World): Caller | undefined {
  if (owner.kind !== 'session') return users.has(owner.arn) ? { kind: 'user', arn: owner.arn } : undefined;
  if (!roles.has(owner.role)) return undefined;
  return {
    kind: 'role',
    arn: owner.role,
    session: owner.name,
    ...(owner.sourceIdentity === undefined ? {} : { sourceIdentity: owner.sourceIdentity }),
    ...(owner.policy === undefined ? {} : { sessionPolicy: owner.policy }),
  };
}
