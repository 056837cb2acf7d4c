import { partsOf } from './arn';
import type { Claims } from './oidc-claims';
import type { PolicyDocument } from './policy-document';
import type { Identity, Snapshot } from './snapshot';

/** Who asks. */
export type Caller =
  | {
      readonly kind: 'user';
      /** With its path. */
      readonly arn: string;
      /** Whether it was deleted and made again after the policies that name it were stored. @default false */
      readonly recreated?: boolean;
      /** @default - what the snapshot has stored for it */
      readonly identity?: Identity;
    }
  | {
      readonly kind: 'role';
      /** The ARN of the role, with its path, and not of the session. */
      readonly arn: string;
      /** Whether it was deleted and made again after the policies that name it were stored. @default false */
      readonly recreated?: boolean;
      /** The name of the session. @default 'session' */
      readonly session?: string;
      /** What was set as the session's source identity, here or where the chain began. @default - none */
      readonly sourceIdentity?: string;
      /** What the session was given when the role was assumed. */
      readonly sessionPolicy?: PolicyDocument;
      /** @default - what the snapshot has stored for it */
      readonly identity?: Identity;
    }
  | {
      /** The holder of a token that an OIDC issuer signed. It is good for `sts:AssumeRoleWithWebIdentity` alone. */
      readonly kind: 'webIdentity';
      /** The URL of the issuer without `https://`. */
      readonly issuer: string;
      readonly claims: Claims;
    }
  | { readonly kind: 'root'; readonly account: string }
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'anonymous' };

/**
 * The caller behind an ARN as STS gives it: of a user, an account's root, or a session of a role, whose ARN lacks the
 * path of the role.
 *
 * @throws Error where the snapshot has no such user or role.
 */
export function callerOf(snapshot: Snapshot, arn: string): Caller {
  const { account, resource } = partsOf(arn);
  if (resource === 'root') return { kind: 'root', account };
  if (resource.startsWith('user/')) return { kind: 'user', arn: known(snapshot.users, arn) };
  if (resource.startsWith('role/')) return { kind: 'role', arn: known(snapshot.roles, arn) };
  const [, name, session] = /^assumed-role\/([^/]+)\/([^/]+)$/.exec(resource) ?? [];
  if (name === undefined || session === undefined) throw new Error(`${arn} is not the ARN of a caller`);
  const roles = [...snapshot.roles.keys()].filter((role) => {
    const parts = partsOf(role);
    return parts.account === account && parts.resource.split('/').at(-1) === name;
  });
  const [role, ...others] = roles;
  if (role === undefined || others.length > 0) throw new Error(`there is not one role called ${name} in ${account}`);
  return { kind: 'role', arn: role, session };
}

/** The account that a caller belongs to; AWS's services, holders of tokens and anonymous callers belong to none. */
export function accountOf(caller: Caller): string | undefined {
  switch (caller.kind) {
    case 'root':
      return caller.account;
    case 'user':
    case 'role':
      return partsOf(caller.arn).account;
    default:
      return undefined;
  }
}

function known(principals: ReadonlyMap<string, Identity>, arn: string): string {
  if (!principals.has(arn)) throw new Error(`there is no ${arn}`);
  return arn;
}
