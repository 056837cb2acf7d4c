import {
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
import { explained, isNamed } from './explained';
import type { SignIn, SignIns } from './sign-ins';

/**
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html
 */
export class IamSignIns implements SignIns {
  constructor(private readonly client: IAMClient) {}

  list(path: string): Promise<readonly SignIn[]> {
    const pages = paginateListUsers({ client: this.client }, { PathPrefix: path });
    return explained(
      'iam:ListUsers',
      collected(pages, ({ Users: users }) => (users ?? []).flatMap(signInOf)),
    );
  }

  async find(user: string): Promise<SignIn | undefined> {
    const sent = unlessGone(this.client.send(new GetUserCommand({ UserName: user })));
    const [found] = signInOf((await explained('iam:GetUser', sent))?.User);
    return found;
  }

  groups(user: string): Promise<readonly string[]> {
    const pages = paginateListGroupsForUser({ client: this.client }, { UserName: user });
    return explained(
      'iam:ListGroupsForUser',
      collected(pages, ({ Groups: groups }) => (groups ?? []).flatMap(({ GroupName: name }) => name ?? [])),
    );
  }

  async leave(user: string, group: string): Promise<void> {
    const request = new RemoveUserFromGroupCommand({ UserName: user, GroupName: group });
    await explained(`iam:RemoveUserFromGroup of ${group}`, unlessGone(this.client.send(request)));
  }

  async passwordSince(user: string): Promise<Date | undefined> {
    const sent = unlessGone(this.client.send(new GetLoginProfileCommand({ UserName: user })));
    return (await explained('iam:GetLoginProfile', sent))?.LoginProfile?.CreateDate;
  }

  async createPassword(user: string, password: SecretText): Promise<void> {
    const request = new CreateLoginProfileCommand(passwordOf(user, password));
    await explained('iam:CreateLoginProfile', accepted(user, this.client.send(request)));
  }

  async replacePassword(user: string, password: SecretText): Promise<void> {
    const request = new UpdateLoginProfileCommand(passwordOf(user, password));
    await explained('iam:UpdateLoginProfile', accepted(user, this.client.send(request)));
  }

  async deletePassword(user: string): Promise<void> {
    const request = new DeleteLoginProfileCommand({ UserName: user });
    await explained('iam:DeleteLoginProfile', unlessGone(this.client.send(request)));
  }

  devices(user: string): Promise<readonly string[]> {
    const pages = paginateListMFADevices({ client: this.client }, { UserName: user });
    return explained(
      'iam:ListMFADevices',
      collected(pages, ({ MFADevices: devices }) =>
        (devices ?? []).flatMap(({ SerialNumber: serial }) => serial ?? []),
      ),
    );
  }

  async deactivateDevice(user: string, serial: string): Promise<void> {
    const request = new DeactivateMFADeviceCommand({ UserName: user, SerialNumber: serial });
    await explained('iam:DeactivateMFADevice', unlessGone(this.client.send(request)));
  }

  async deleteDevice(serial: string): Promise<void> {
    const request = new DeleteVirtualMFADeviceCommand({ SerialNumber: serial });
    await explained(`iam:DeleteVirtualMFADevice of ${serial}`, unlessGone(this.client.send(request)));
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

/** What is gone is removed: a call may have worked whose answer was lost. */
async function unlessGone<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isNamed(error, 'NoSuchEntityException')) return undefined;
    throw error;
  }
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
