import {
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  GetAccessKeyLastUsedCommand,
  type IAMClient,
  paginateListAccessKeys,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { SecretText } from '../domain/secret-text';
import { awsAnswer, unlessGone } from './aws-answer';
import { unfinishedAnswer } from './aws-errors';

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

/**
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
 */
export class IamAccessKeys implements AccessKeys {
  constructor(private readonly client: IAMClient) {}

  async list(user: string): Promise<readonly AccessKey[]> {
    const keys = await awsAnswer('iam:ListAccessKeys', this.all(user));
    return [...keys].sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
  }

  async create(user: string): Promise<NewAccessKey> {
    const request = new CreateAccessKeyCommand({ UserName: user });
    const { AccessKey: key } = await awsAnswer('iam:CreateAccessKey', this.client.send(request));
    if (key?.AccessKeyId === undefined || key.SecretAccessKey === undefined) {
      throw unfinishedAnswer('iam:CreateAccessKey', 'a key');
    }
    return { id: key.AccessKeyId, secret: new SecretText(key.SecretAccessKey) };
  }

  async deactivate(user: string, id: string): Promise<void> {
    const request = new UpdateAccessKeyCommand({ UserName: user, AccessKeyId: id, Status: 'Inactive' });
    await awsAnswer('iam:UpdateAccessKey', this.client.send(request));
  }

  /** One that is gone already is deleted: a call may have worked whose answer was lost. */
  async delete(user: string, id: string): Promise<void> {
    const request = new DeleteAccessKeyCommand({ UserName: user, AccessKeyId: id });
    await awsAnswer('iam:DeleteAccessKey', unlessGone(this.client.send(request)));
  }

  async lastUsed(id: string): Promise<Date | undefined> {
    const request = new GetAccessKeyLastUsedCommand({ AccessKeyId: id });
    const { AccessKeyLastUsed: used } = await awsAnswer('iam:GetAccessKeyLastUsed', this.client.send(request));
    return used?.LastUsedDate;
  }

  private async all(user: string): Promise<readonly AccessKey[]> {
    const keys: AccessKey[] = [];
    for await (const page of paginateListAccessKeys({ client: this.client }, { UserName: user })) {
      for (const { AccessKeyId: id, Status: status, CreateDate: createdAt } of page.AccessKeyMetadata ?? []) {
        if (id !== undefined && createdAt !== undefined) keys.push({ id, isActive: status === 'Active', createdAt });
      }
    }
    return keys;
  }
}
