import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  type IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { IAM_PATH } from '../domain/names';
import { awsAnswer, isNamed } from './aws-answer';

/** Roles and policies of one account, as its auditor role sees them. */
export interface AccountRoles {
  /** Undefined where there is no such role on orgstrap's path. */
  role(name: string): Promise<FoundRole | undefined>;
  /** What a role that is there may do. */
  permissions(role: string): Promise<FoundPermissions>;
  hasPolicy(arn: string): Promise<boolean>;
}

export interface FoundRole {
  /** The ARN of its permissions boundary. */
  readonly boundary: string | undefined;
  /** Its trust policy, as JSON. */
  readonly trust: string;
}

export interface FoundPermissions {
  /** The names of inline policies. */
  readonly inline: readonly string[];
  /** Managed policies. */
  readonly attached: readonly FoundPolicy[];
}

export interface FoundPolicy {
  readonly arn: string;
  /** Its default version, as JSON. Undefined where it is not on orgstrap's path: no auditor reads others. */
  readonly document: string | undefined;
}

/**
 * Reads with a permission for one path alone. Of a role that does not exist IAM knows no path, so asking for one is refused
 * in place of being answered: both mean that there is no such role on the path.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html
 */
export class IamAccountRoles implements AccountRoles {
  /** Several roles of an account wear the same policies: each is read once. */
  private readonly policies = new Map<string, Promise<FoundPolicy>>();

  constructor(private readonly client: IAMClient) {}

  async role(name: string): Promise<FoundRole | undefined> {
    const sent = this.client.send(new GetRoleCommand({ RoleName: name })).catch((error: unknown) => {
      if (isNamed(error, 'NoSuchEntityException', 'AccessDenied')) return undefined;
      throw error;
    });
    const role = (await awsAnswer('iam:GetRole', sent))?.Role;
    if (role === undefined) return undefined;
    return {
      boundary: role.PermissionsBoundary?.PermissionsBoundaryArn,
      // IAM encodes every document as it would be in a URL.
      trust: decodeURIComponent(role.AssumeRolePolicyDocument ?? ''),
    };
  }

  /** IAM gives 100 policies at once, more than a role can have of either kind. */
  async permissions(role: string): Promise<FoundPermissions> {
    const [inline, attached] = await Promise.all([
      awsAnswer('iam:ListRolePolicies', this.client.send(new ListRolePoliciesCommand({ RoleName: role }))),
      awsAnswer(
        'iam:ListAttachedRolePolicies',
        this.client.send(new ListAttachedRolePoliciesCommand({ RoleName: role })),
      ),
    ]);
    const arns = (attached.AttachedPolicies ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? []);
    return {
      inline: inline.PolicyNames ?? [],
      attached: await Promise.all(arns.map((arn) => this.policy(arn))),
    };
  }

  async hasPolicy(arn: string): Promise<boolean> {
    const sent = this.client.send(new GetPolicyCommand({ PolicyArn: arn })).catch((error: unknown) => {
      if (isNamed(error, 'NoSuchEntityException')) return undefined;
      throw error;
    });
    return (await awsAnswer('iam:GetPolicy', sent)) !== undefined;
  }

  private policy(arn: string): Promise<FoundPolicy> {
    const known = this.policies.get(arn) ?? this.readPolicy(arn);
    this.policies.set(arn, known);
    return known;
  }

  private async readPolicy(arn: string): Promise<FoundPolicy> {
    if (!arn.includes(`:policy${IAM_PATH}`)) return { arn, document: undefined };
    const { Policy: policy } = await awsAnswer(
      'iam:GetPolicy',
      this.client.send(new GetPolicyCommand({ PolicyArn: arn })),
    );
    const request = new GetPolicyVersionCommand({ PolicyArn: arn, VersionId: policy?.DefaultVersionId });
    const { PolicyVersion: version } = await awsAnswer('iam:GetPolicyVersion', this.client.send(request));
    return { arn, document: decodeURIComponent(version?.Document ?? '') };
  }
}
