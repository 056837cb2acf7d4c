import {
  AddUserToGroupCommand,
  CreateLoginProfileCommand,
  DeactivateMFADeviceCommand,
  DeleteLoginProfileCommand,
  DeleteVirtualMFADeviceCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  type IAMClient,
  paginateListGroupsForUser,
  paginateListMFADevices,
  paginateListUsers,
  RemoveUserFromGroupCommand,
  UpdateLoginProfileCommand,
  type User,
} from '@aws-sdk/client-iam';
import { Failure } from '../domain/failure';
import type { SecretText } from '../domain/secret-text';
import { awsAnswer, isNamed, unlessGone } from './aws-answer';

/** What people sign in with: the IAM users of the Ops account, less their access keys. Removing what is gone already is no error. */
export interface SignIns {
  /** The users on a path and below it. */
  list(path: string): Promise<readonly SignIn[]>;
  /** Undefined where there is no such user. */
  find(user: string): Promise<SignIn | undefined>;
  groups(user: string): Promise<readonly string[]>;
  leave(user: string, group: string): Promise<void>;
  /** One that the user is in already is joined. */
  join(user: string, group: string): Promise<void>;
  /** When the user was first given the password that it has, or its predecessor; undefined where it has none. */
  passwordSince(user: string): Promise<Date | undefined>;
  /** The user has to change it when it first signs in. @throws Failure `HasPassword`, `PasswordRefused` */
  createPassword(user: string, password: SecretText): Promise<void>;
  /** In place of the one that it has. The user has to change it when it next signs in. @throws Failure `PasswordRefused` */
  replacePassword(user: string, password: SecretText): Promise<void>;
  deletePassword(user: string): Promise<void>;
  /** The serial numbers of the MFA devices that the user has; the one of a virtual device is its ARN. */
  devices(user: string): Promise<readonly string[]>;
  deactivateDevice(user: string, serial: string): Promise<void>;
  /** Deletes a virtual device, which no user may have any more. */
  deleteDevice(serial: string): Promise<void>;
}

export interface SignIn {
  readonly name: string;
  readonly path: string;
  /** When the password was last used; undefined where it never was. */
  readonly lastSignIn?: Date;
}

/** Whether a serial number is that of a virtual device, which is there until somebody deletes it. */
export function isVirtualDevice(serial: string): boolean {
  return /^arn:[^:]+:iam::\d{12}:mfa\//.test(serial);
}

/**
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html
 */
export class IamSignIns implements SignIns {
  constructor(private readonly client: IAMClient) {}

  list(path: string): Promise<readonly SignIn[]> {
    const pages = paginateListUsers({ client: this.client }, { PathPrefix: path });
    return awsAnswer(
      'iam:ListUsers',
      collected(pages, ({ Users: users }) => (users ?? []).flatMap(signInOf)),
    );
  }

  async find(user: string): Promise<SignIn | undefined> {
    const sent = unlessGone(this.client.send(new GetUserCommand({ UserName: user })));
    const [found] = signInOf((await awsAnswer('iam:GetUser', sent))?.User);
    return found;
  }

  groups(user: string): Promise<readonly string[]> {
    const pages = paginateListGroupsForUser({ client: this.client }, { UserName: user });
    return awsAnswer(
      'iam:ListGroupsForUser',
      collected(pages, ({ Groups: groups }) => (groups ?? []).flatMap(({ GroupName: name }) => name ?? [])),
    );
  }

  async leave(user: string, group: string): Promise<void> {
    const request = new RemoveUserFromGroupCommand({ UserName: user, GroupName: group });
    await awsAnswer(`iam:RemoveUserFromGroup of ${group}`, unlessGone(this.client.send(request)));
  }

  async join(user: string, group: string): Promise<void> {
    const request = new AddUserToGroupCommand({ UserName: user, GroupName: group });
    await awsAnswer(`iam:AddUserToGroup of ${group}`, this.client.send(request));
  }

  async passwordSince(user: string): Promise<Date | undefined> {
    const sent = unlessGone(this.client.send(new GetLoginProfileCommand({ UserName: user })));
    return (await awsAnswer('iam:GetLoginProfile', sent))?.LoginProfile?.CreateDate;
  }

  async createPassword(user: string, password: SecretText): Promise<void> {
    const request = new CreateLoginProfileCommand(passwordOf(user, password));
    await awsAnswer('iam:CreateLoginProfile', accepted(user, this.client.send(request)));
  }

  async replacePassword(user: string, password: SecretText): Promise<void> {
    const request = new UpdateLoginProfileCommand(passwordOf(user, password));
    await awsAnswer('iam:UpdateLoginProfile', accepted(user, this.client.send(request)));
  }

  async deletePassword(user: string): Promise<void> {
    const request = new DeleteLoginProfileCommand({ UserName: user });
    await awsAnswer('iam:DeleteLoginProfile', unlessGone(this.client.send(request)));
  }

  devices(user: string): Promise<readonly string[]> {
    const pages = paginateListMFADevices({ client: this.client }, { UserName: user });
    return awsAnswer(
      'iam:ListMFADevices',
      collected(pages, ({ MFADevices: devices }) =>
        (devices ?? []).flatMap(({ SerialNumber: serial }) => serial ?? []),
      ),
    );
  }

  async deactivateDevice(user: string, serial: string): Promise<void> {
    const request = new DeactivateMFADeviceCommand({ UserName: user, SerialNumber: serial });
    await awsAnswer('iam:DeactivateMFADevice', unlessGone(this.client.send(request)));
  }

  async deleteDevice(serial: string): Promise<void> {
    const request = new DeleteVirtualMFADeviceCommand({ SerialNumber: serial });
    await awsAnswer(`iam:DeleteVirtualMFADevice of ${serial}`, unlessGone(this.client.send(request)));
  }
}

function passwordOf(user: string, password: SecretText) {
  return { UserName: user, Password: password.reveal(), PasswordResetRequired: true };
}

function signInOf(user: User | undefined): readonly SignIn[] {
  if (user?.UserName === undefined || user.Path === undefined) return [];
  return [
    { name: user.UserName, path: user.Path, ...(user.PasswordLastUsed && { lastSignIn: user.PasswordLastUsed }) },
  ];
}

async function accepted<Answer>(user: string, answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (isNamed(error, 'EntityAlreadyExistsException')) {
      throw new Failure('HasPassword', `${user} has got a password in the meantime; --again sets a new one`);
    }
    if (isNamed(error, 'PasswordPolicyViolationException')) {
      throw new Failure('PasswordRefused', `the password policy of the account refuses the password: ${error.message}`);
    }
    throw error;
  }
}

async function collected<Page, Item>(
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => readonly Item[],
): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const page of pages) items.push(...itemsOf(page));
  return items;
}
