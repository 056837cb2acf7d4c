import type { SecretText } from '../domain/secret-text';

/** The access keys of IAM users of one account. */
export interface AccessKeys {
  /** At most two; the oldest first. */
  list(user: string): Promise<readonly AccessKey[]>;
  create(user: string): Promise<NewAccessKey>;
  deactivate(user: string, id: string): Promise<void>;
  delete(user: string, id: string): Promise<void>;
  /** Undefined where it was never used; AWS knows of a use hours later. */
  lastUsed(id: string): Promise<Date | undefined>;
}

export interface AccessKey {
  readonly id: string;
  readonly isActive: boolean;
  readonly createdAt: Date;
}

/** Both halves of an access key; IAM gives the secret one out once. */
export interface NewAccessKey {
  readonly id: string;
  readonly secret: SecretText;
}
