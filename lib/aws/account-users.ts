import {
  GetUserCommand,
  type IAMClient,
  ListAttachedGroupPoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListGroupPoliciesCommand,
  ListUserPoliciesCommand,
} from '@aws-sdk/client-iam';
import { IAM_PATH } from '../domain/names';
import { AccountPolicies, type FoundPermissions } from './account-policies';
import { awsAnswer, isNamed } from './aws-answer';
import { IamSignIns, type SignIns } from './sign-ins';

/** The IAM users of one account that are on orgstrap's path, and their groups, as its auditor role sees them. */
export interface AccountUsers {
  users(): Promise<readonly ListedUser[]>;
  /** Of a user that is there. */
  user(name: string): Promise<FoundUser>;
  /** What a group may do. Undefined where there is no such group on orgstrap's path. */
  group(name: string): Promise<FoundPermissions | undefined>;
}

export interface ListedUser {
  readonly name: string;
  readonly path: string;
}

export interface FoundUser {
  /** The ARN of its permissions boundary. */
  readonly boundary: string | undefined;
  /** The names of its groups. */
  readonly groups: readonly string[];
  /** What it may do that no group says. */
  readonly permissions: FoundPermissions;
}

/**
 * IAM gives 100 groups or policies at once, more than a user or a group can have. Of a group that does not exist IAM knows no path,
 * so asking for it with a permission for one path is refused, as it is of a role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export class IamAccountUsers implements AccountUsers {
  constructor(
    private readonly client: IAMClient,
    private readonly policies = new AccountPolicies(client),
    private readonly signIns: Pick<SignIns, 'list' | 'groups'> = new IamSignIns(client),
  ) {}

  users(): Promise<readonly ListedUser[]> {
    return this.signIns.list(IAM_PATH);
  }

  async user(name: string): Promise<FoundUser> {
    const UserName = name;
    const [user, groups, inline, attached] = await Promise.all([
      awsAnswer('iam:GetUser', this.client.send(new GetUserCommand({ UserName }))),
      this.signIns.groups(name),
      awsAnswer('iam:ListUserPolicies', this.client.send(new ListUserPoliciesCommand({ UserName }))),
      awsAnswer('iam:ListAttachedUserPolicies', this.client.send(new ListAttachedUserPoliciesCommand({ UserName }))),
    ]);
    return {
      boundary: user.User?.PermissionsBoundary?.PermissionsBoundaryArn,
      groups,
      permissions: {
        inline: inline.PolicyNames ?? [],
        attached: await this.policies.attached(attached.AttachedPolicies),
      },
    };
  }

  async group(name: string): Promise<FoundPermissions | undefined> {
    const GroupName = name;
    const sent = this.client.send(new ListAttachedGroupPoliciesCommand({ GroupName })).catch((error: unknown) => {
      if (isNamed(error, 'NoSuchEntityException', 'AccessDenied')) return undefined;
      throw error;
    });
    const attached = await awsAnswer('iam:ListAttachedGroupPolicies', sent);
    if (attached === undefined) return undefined;
    const inline = this.client.send(new ListGroupPoliciesCommand({ GroupName }));
    return {
      inline: (await awsAnswer('iam:ListGroupPolicies', inline)).PolicyNames ?? [],
      attached: await this.policies.attached(attached.AttachedPolicies),
    };
  }
}
