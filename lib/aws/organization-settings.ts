import {
  type CallAs,
  type CloudFormationClient,
  DescribeOrganizationsAccessCommand,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeOrganizationCommand,
  type OrganizationsClient,
  type PolicyType,
  paginateListDelegatedAdministrators,
  paginateListPoliciesForTarget,
  paginateListRoots,
} from '@aws-sdk/client-organizations';
import { awsAnswer, isNamed } from './aws-answer';
import { unfinishedAnswer } from './aws-errors';

/** What of an organization orgstrap depends on, and does not make. */
export interface OrganizationSettings {
  /** Undefined where the account is in no organization. Every account of an organization may ask. */
  describe(): Promise<OrganizationDescription | undefined>;
  /** Only the management account and delegated administrators may ask, here and below. */
  root(): Promise<OrganizationRoot>;
  /** The ids of the accounts that administer a service in place of the management account. */
  delegatedAdministrators(servicePrincipal: string): Promise<readonly string[]>;
  /** The names of the policies of a type that are attached to the root, an OU or an account. */
  attachedPolicies(target: string, type: PolicyType): Promise<readonly string[]>;
  /** Whether StackSets may work in the accounts of the organization. */
  trustsStackSets(): Promise<boolean>;
}

/** The policy types of the guardrails. */
export const CONTROL_POLICY_TYPES = [
  'SERVICE_CONTROL_POLICY',
  'RESOURCE_CONTROL_POLICY',
] as const satisfies PolicyType[];
export type ControlPolicyType = (typeof CONTROL_POLICY_TYPES)[number];

export interface OrganizationDescription {
  readonly id: string;
  readonly managementAccount: string;
  readonly hasAllFeatures: boolean;
}

interface OrganizationRoot {
  readonly id: string;
  /** The policy types that are on. */
  readonly policyTypes: readonly string[];
}

/**
 * Organizations and, for trusted access, CloudFormation, which alone knows whether StackSets took it up.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeOrganization.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeOrganizationsAccess.html
 */
export class AwsOrganizationSettings implements OrganizationSettings {
  /** @param callAs - `SELF` from the management account, `DELEGATED_ADMIN` from a delegated administrator */
  constructor(
    private readonly organizations: OrganizationsClient,
    private readonly cloudFormation: CloudFormationClient,
    private readonly callAs: CallAs,
  ) {}

  async describe(): Promise<OrganizationDescription | undefined> {
    const sent = this.organizations.send(new DescribeOrganizationCommand({})).catch((error: unknown) => {
      if (isNamed(error, 'AWSOrganizationsNotInUseException')) return undefined;
      throw error;
    });
    const found = (await awsAnswer('organizations:DescribeOrganization', sent))?.Organization;
    if (found === undefined) return undefined;
    return {
      id: found.Id ?? '',
      managementAccount: found.MasterAccountId ?? '',
      hasAllFeatures: found.FeatureSet === 'ALL',
    };
  }

  root(): Promise<OrganizationRoot> {
    return awsAnswer('organizations:ListRoots', this.onlyRoot());
  }

  delegatedAdministrators(servicePrincipal: string): Promise<readonly string[]> {
    return awsAnswer('organizations:ListDelegatedAdministrators', this.administratorsOf(servicePrincipal));
  }

  attachedPolicies(target: string, type: PolicyType): Promise<readonly string[]> {
    return awsAnswer('organizations:ListPoliciesForTarget', this.policiesOf(target, type));
  }

  async trustsStackSets(): Promise<boolean> {
    const request = new DescribeOrganizationsAccessCommand({ CallAs: this.callAs });
    const sent = this.cloudFormation.send(request);
    const { Status: status } = await awsAnswer('cloudformation:DescribeOrganizationsAccess', sent);
    return status === 'ENABLED';
  }

  private async onlyRoot(): Promise<OrganizationRoot> {
    for await (const { Roots: roots } of paginateListRoots({ client: this.organizations }, {})) {
      for (const { Id: id, PolicyTypes: types = [] } of roots ?? []) {
        const on = types.filter(({ Status: status }) => status === 'ENABLED');
        return { id: id ?? '', policyTypes: on.flatMap(({ Type: type }) => type ?? []) };
      }
    }
    throw unfinishedAnswer('organizations:ListRoots', 'a root');
  }

  private async policiesOf(target: string, type: PolicyType): Promise<readonly string[]> {
    const names: string[] = [];
    const request = { TargetId: target, Filter: type };
    for await (const { Policies: policies } of paginateListPoliciesForTarget({ client: this.organizations }, request)) {
      names.push(...(policies ?? []).map(({ Name: name = '' }) => name));
    }
    return names;
  }

  private async administratorsOf(servicePrincipal: string): Promise<readonly string[]> {
    const ids: string[] = [];
    const pages = paginateListDelegatedAdministrators(
      { client: this.organizations },
      { ServicePrincipal: servicePrincipal },
    );
    for await (const { DelegatedAdministrators: accounts } of pages) {
      ids.push(...(accounts ?? []).flatMap(({ Id: id }) => id ?? []));
    }
    return ids;
  }
}
