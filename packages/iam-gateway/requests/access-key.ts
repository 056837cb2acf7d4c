import type { PolicyDocument } from '../iam/policy-document';

/** An access key as the emulator has it. */
export interface AccessKey {
  readonly id: string;
  readonly secret: string;
  readonly isActive: boolean;
  readonly account: string;
  readonly owner: KeyOwner;
}

export type KeyOwner =
  | { readonly kind: 'user'; readonly arn: string }
  | {
      /** Of a user: of the console, or of `GetSessionToken`. */
      readonly kind: 'userSession';
      /** The ARN of the user. */
      readonly arn: string;
      readonly token: string;
      /** In ISO 8601, as are `issued` and `mfa`. */
      readonly expiration: string;
      readonly issued: string;
      /** When the code of an MFA device was given. */
      readonly mfa?: string;
    }
  | {
      /** Of a role. */
      readonly kind: 'session';
      /** The ARN of the role, with its path. */
      readonly role: string;
      readonly name: string;
      /** Set when it was assumed, or by the session that it was assumed from. */
      readonly sourceIdentity?: string;
      readonly token: string;
      /** In ISO 8601, as is `issued`. */
      readonly expiration: string;
      readonly issued: string;
      readonly policy?: PolicyDocument;
    };

/** The ARN by which STS knows the owner of a key: of a session it lacks the path of the role. */
export function callerArn({ owner, account }: Pick<AccessKey, 'owner' | 'account'>): string {
  if (owner.kind !== 'session') return owner.arn;
  const [, partition] = owner.role.split(':');
  return `arn:${partition}:sts::${account}:assumed-role/${owner.role.split('/').at(-1)}/${owner.name}`;
}
