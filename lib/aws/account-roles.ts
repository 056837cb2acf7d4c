import {
  GetPolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  paginateListRoles,
} from '@aws-sdk/client-iam';
import { REVOKED_POLICY } from '../domain/names';
import { AccountPolicies, type FoundPermissions } from './account-policies';
import { awsAnswer, isNamed, unlessGone } from './aws-answer';

/** Roles and policies of one account, as its auditor role sees them. */
export interface AccountRoles {
  /** Undefined where there is no such role on orgstrap's path. */
  role(name: string): Promise<FoundRole | undefined>;
  /** What a role that is there may do. */
  permissions(role: string): Promise<FoundPermissions>;
  hasPolicy(arn: string): Promise<boolean>;
  /** What a policy on orgstrap's path says, as JSON. Undefined where there is no such policy. */
  policyDocument(arn: string): Promise<string | undefined>;
  /** Every role of the account, wherever it is, that has a name or a path that begins in one of these ways. */
  beginningWith(prefixes: readonly string[]): Promise<readonly NamedRole[]>;
}

/** A role with whom it trusts. */
export interface NamedRole {
  readonly arn: string;
  /** As JSON. */
  readonly trust: string;
}

export interface FoundRole {
  /** The ARN of its permissions boundary. */
  readonly boundary: string | undefined;
  /** Its trust policy, as JSON. */
  readonly trust: string;
  /** When somebody last called with it, in the last 400 days. */
  readonly lastUsed?: Date | undefined;
}

/**
 * Reads with a permission for one path alone. Of a role that does not exist IAM knows no path, so asking for one is refused
 * in place of being answered: both mean that there is no such role on the path.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html
 */
export class IamAccountRoles implements AccountRoles {
  constructor(
    private readonly client: IAMClient,
    private readonly policies = new AccountPolicies(client),
  ) {}

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
      lastUsed: role.RoleLastUsed?.LastUsedDate,
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
    const names = inline.PolicyNames ?? [];
    return {
      inline: names,
      revocations: new Map(await Promise.all(names.flatMap((name) => this.revocation(role, name)))),
      attached: await this.policies.attached(attached.AttachedPolicies),
    };
  }

  private revocation(role: string, name: string): readonly Promise<[string, string]>[] {
    if (!name.startsWith(REVOKED_POLICY)) return [];
    const request = new GetRolePolicyCommand({ RoleName: role, PolicyName: name });
    const sent = awsAnswer('iam:GetRolePolicy', unlessGone(this.client.send(request)));
    return [sent.then((policy) => [name, decodeURIComponent(policy?.PolicyDocument ?? '')])];
  }

  async hasPolicy(arn: string): Promise<boolean> {
    const sent = this.client.send(new GetPolicyCommand({ PolicyArn: arn })).catch((error: unknown) => {
      if (isNamed(error, 'NoSuchEntityException')) return undefined;
      throw error;
    });
    return (await awsAnswer('iam:GetPolicy', sent)) !== undefined;
  }

  policyDocument(arn: string): Promise<string | undefined> {
    return this.policies.document(arn);
  }

  beginningWith(prefixes: readonly string[]): Promise<readonly NamedRole[]> {
    return awsAnswer('iam:ListRoles', this.all(prefixes));
  }

  private async all(prefixes: readonly string[]): Promise<readonly NamedRole[]> {
    const found: NamedRole[] = [];
    for await (const { Roles: roles = [] } of paginateListRoles({ client: this.client, pageSize: 1_000 }, {})) {
      for (const { Arn: arn = '', AssumeRolePolicyDocument: trust = '' } of roles) {
        const name = arn.split('/').at(-1) ?? '';
        if (prefixes.some((prefix) => arn.includes(`:role/${prefix}`) || name.startsWith(prefix))) {
          found.push({ arn, trust: decodeURIComponent(trust) });
        }
      }
    }
    return found;
  }
}
