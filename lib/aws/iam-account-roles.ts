import { GetPolicyCommand, GetRoleCommand, type IAMClient } from '@aws-sdk/client-iam';
import type { AccountRoles, FoundRole } from './account-roles';
import { explained, isNamed } from './explained';

/**
 * Reads with a permission for one path alone. Of a role that does not exist IAM knows no path, so asking for one is refused
 * in place of being answered: both mean that there is no such role on the path.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html
 */
export class IamAccountRoles implements AccountRoles {
  constructor(private readonly client: IAMClient) {}

  async role(name: string): Promise<FoundRole | undefined> {
    const sent = this.client.send(new GetRoleCommand({ RoleName: name })).catch((error: unknown) => {
      if (isNamed(error, 'NoSuchEntityException', 'AccessDenied')) return undefined;
      throw error;
    });
    const role = (await explained('iam:GetRole', sent))?.Role;
    if (role === undefined) return undefined;
    return {
      boundary: role.PermissionsBoundary?.PermissionsBoundaryArn,
      // IAM encodes every document as it would be in a URL.
      trust: decodeURIComponent(role.AssumeRolePolicyDocument ?? ''),
    };
  }

  async hasPolicy(arn: string): Promise<boolean> {
    const sent = this.client.send(new GetPolicyCommand({ PolicyArn: arn })).catch((error: unknown) => {
      if (isNamed(error, 'NoSuchEntityException')) return undefined;
      throw error;
    });
    return (await explained('iam:GetPolicy', sent)) !== undefined;
  }
}
