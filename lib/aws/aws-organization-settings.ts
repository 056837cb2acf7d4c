import {
  type CallAs,
  type CloudFormationClient,
  DescribeOrganizationsAccessCommand,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeOrganizationCommand,
  type OrganizationsClient,
  paginateListDelegatedAdministrators,
  paginateListRoots,
} from '@aws-sdk/client-organizations';
import { explained, isNamed } from './explained';
import type { OrganizationDescription, OrganizationRoot, OrganizationSettings } from './organization-settings';

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
    const found = (await explained('organizations:DescribeOrganization', sent))?.Organization;
    if (found === undefined) return undefined;
    return {
      id: found.Id ?? '',
      managementAccount: found.MasterAccountId ?? '',
      hasAllFeatures: found.FeatureSet === 'ALL',
    };
  }

  root(): Promise<OrganizationRoot> {
    return explained('organizations:ListRoots', this.onlyRoot());
  }

  delegatedAdministrators(servicePrincipal: string): Promise<readonly string[]> {
    return explained('organizations:ListDelegatedAdministrators', this.administratorsOf(servicePrincipal));
  }

  async trustsStackSets(): Promise<boolean> {
    const request = new DescribeOrganizationsAccessCommand({ CallAs: this.callAs });
    const sent = this.cloudFormation.send(request);
    const { Status: status } = await explained('cloudformation:DescribeOrganizationsAccess', sent);
    return status === 'ENABLED';
  }

  private async onlyRoot(): Promise<OrganizationRoot> {
    for await (const { Roots: roots } of paginateListRoots({ client: this.organizations }, {})) {
      for (const { Id: id, PolicyTypes: types = [] } of roots ?? []) {
        const on = types.filter(({ Status: status }) => status === 'ENABLED');
        return { id: id ?? '', policyTypes: on.flatMap(({ Type: type }) => type ?? []) };
      }
    }
    throw new Error('organizations:ListRoots answered without a root');
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
