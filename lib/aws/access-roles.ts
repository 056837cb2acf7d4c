import {
  AttachRolePolicyCommand,
  DetachRolePolicyCommand,
  type IAMClient,
  paginateListAttachedRolePolicies,
} from '@aws-sdk/client-iam';
import { Failure } from '../domain/failure';
import { accessRoleName } from '../domain/names';
import { awsAnswer, isNamed } from './aws-answer';

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
    const sent = this.client.send(request).catch((error: unknown) => {
      if (!isNamed(error, 'NoSuchEntityException')) throw error;
    });
    await awsAnswer('iam:DetachRolePolicy', sent);
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
