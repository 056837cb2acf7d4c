import {
  AttachRolePolicyCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRolePolicyCommand,
  type IAMClient,
  PutRolePolicyCommand,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
} from '@aws-sdk/client-iam';
import { Failure } from '../domain/failure';
import { accessRoleName, REVOKED_POLICY } from '../domain/names';
import { awsAnswer, isNamed, unlessGone } from './aws-answer';

/**
 * The access roles of one product account, which can be closed: from then on nobody can do anything in any session of the
 * role, the sessions before it included.
 */
export interface AccessRoles {
  /** False where there is no such role, too. */
  isClosed(role: string): Promise<boolean>;
  /** @throws Failure `NoAccessRole` where the role, or what closes it, is not deployed */
  close(role: string): Promise<void>;
  open(role: string): Promise<void>;
  /** The policies that end sessions of one person each; none where there is no such role. */
  revocations(role: string): Promise<readonly Revocation[]>;
  /**
   * Ends sessions of a user, as the document says. Where there is no such role, there is no session of it.
   *
   * @throws Failure `RoleIsFull` where the inline policies of the role have no room for one more: 10,240 characters
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
   */
  revoke(role: string, revocation: Revocation): Promise<void>;
  /** Takes such a policy away. */
  forget(role: string, user: string): Promise<void>;
}

/** The code of the failure where no more sessions can be ended in a role. */
export const ROLE_IS_FULL = 'RoleIsFull';

export interface Revocation {
  readonly user: string;
  /** As JSON. */
  readonly document: string;
}

/**
 * Closes a role by a policy that denies everything: IAM asks the policies that a role has when a call is made, and not
 * those that it had when the session began.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html
 */
export class IamAccessRoles implements AccessRoles {
  constructor(
    private readonly client: IAMClient,
    /** The ARN of the policy that closes the roles of this account. */
    private readonly closing: string,
  ) {}

  isClosed(role: string): Promise<boolean> {
    return awsAnswer('iam:ListAttachedRolePolicies', this.hasClosing(role));
  }

  async close(role: string): Promise<void> {
    const request = new AttachRolePolicyCommand({ RoleName: accessRoleName(role), PolicyArn: this.closing });
    const sent = this.client.send(request).catch((error: unknown) => {
      if (!isNamed(error, 'NoSuchEntityException')) throw error;
      throw new Failure('NoAccessRole', `${error.message} Deploy, and run this again.`);
    });
    await awsAnswer('iam:AttachRolePolicy', sent);
  }

  async open(role: string): Promise<void> {
    const request = new DetachRolePolicyCommand({ RoleName: accessRoleName(role), PolicyArn: this.closing });
    await awsAnswer('iam:DetachRolePolicy', unlessGone(this.client.send(request)));
  }

  revocations(role: string): Promise<readonly Revocation[]> {
    return awsAnswer('iam:ListRolePolicies and iam:GetRolePolicy', this.allRevocations(role));
  }

  async revoke(role: string, { user, document }: Revocation): Promise<void> {
    const request = new PutRolePolicyCommand({ ...policyOf(role, user), PolicyDocument: document });
    const sent = this.client.send(request).catch((error: unknown) => {
      if (!isNamed(error, 'LimitExceededException')) throw error;
      throw new Failure(
        ROLE_IS_FULL,
        `the inline policies of the role have no room for one more, and none of them is over: close the role with --close-roles (${error.message})`,
      );
    });
    await awsAnswer('iam:PutRolePolicy', unlessGone(sent));
  }

  async forget(role: string, user: string): Promise<void> {
    const request = new DeleteRolePolicyCommand(policyOf(role, user));
    await awsAnswer('iam:DeleteRolePolicy', unlessGone(this.client.send(request)));
  }

  private async allRevocations(role: string): Promise<readonly Revocation[]> {
    const names: string[] = [];
    try {
      const pages = paginateListRolePolicies({ client: this.client }, { RoleName: accessRoleName(role) });
      for await (const page of pages) names.push(...(page.PolicyNames ?? []));
    } catch (error) {
      if (isNamed(error, 'NoSuchEntityException')) return [];
      throw error;
    }
    const found: Revocation[] = [];
    for (const name of names.filter((one) => one.startsWith(REVOKED_POLICY))) {
      const user = name.slice(REVOKED_POLICY.length);
      const policy = await unlessGone(this.client.send(new GetRolePolicyCommand(policyOf(role, user))));
      // IAM encodes every document as it would be in a URL.
      if (policy !== undefined) found.push({ user, document: decodeURIComponent(policy.PolicyDocument ?? '') });
    }
    return found;
  }

  private async hasClosing(role: string): Promise<boolean> {
    try {
      const pages = paginateListAttachedRolePolicies({ client: this.client }, { RoleName: accessRoleName(role) });
      for await (const { AttachedPolicies: policies } of pages) {
        if (policies?.some(({ PolicyArn: arn }) => arn === this.closing)) return true;
      }
      return false;
    } catch (error) {
      if (isNamed(error, 'NoSuchEntityException')) return false;
      throw error;
    }
  }
}

function policyOf(role: string, user: string) {
  return { RoleName: accessRoleName(role), PolicyName: `${REVOKED_POLICY}${user}` };
}
