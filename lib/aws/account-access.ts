import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { fromIni } from '@aws-sdk/credential-provider-ini';
import type { OrgConfig } from '../domain/org-config';
import { StsCaller } from './caller';
import { type ClientSettings, clientSettings } from './client-settings';
import { type MemberAccounts, OrganizationsMemberAccounts } from './member-accounts';
import { OrganizationsOrganization, type OrganizationTree } from './organization';
import { type AimedStackSets, CloudFormationStackSets } from './stack-sets';
import { S3StateObjects, type StateObjects } from './state-objects';
import { throttledTo } from './throttle';

/** Organizations allows few calls at the same time, CloudFormation more. */
const ORGANIZATIONS_CALLS = 4;
const CLOUDFORMATION_CALLS = 8;

/** An organization while an account enters, changes or leaves an environment. */
export interface AccountAccess {
  /** The account of the credentials at hand. */
  readonly account: string;
  /** The management account; undefined where no credentials at hand are its own. */
  readonly management: MemberAccounts | undefined;
  /** The same, for what every delegated administrator may read, too. */
  readonly accounts: Pick<MemberAccounts, 'all' | 'parentOf' | 'trusts'>;
  /** As it is now, each time. */
  tree(): Promise<OrganizationTree>;
  readonly stackSets: AimedStackSets;
  readonly stateObjects: StateObjects;
}

/**
 * AWS with the credentials that the SDK finds, and for what only the management account may do those of a profile.
 *
 * @param managementProfile - needed where the credentials at hand are not of the management account
 */
export async function accountAccess(
  { homeRegion, organization }: OrgConfig,
  managementProfile: string | undefined,
  settings: ClientSettings = clientSettings(homeRegion),
): Promise<AccountAccess> {
  const account = await new StsCaller(new STSClient(settings)).account();
  const isManagement = account === organization.managementAccount;
  const organizations = new OrganizationsClient(settings);
  const accounts = new OrganizationsMemberAccounts(organizations);
  const given =
    managementProfile === undefined
      ? undefined
      : new OrganizationsMemberAccounts(
          // `profile` alone would have the SDK warn on stderr wherever there are keys in the environment, too.
          new OrganizationsClient({
            ...settings,
            credentials: settings.credentials ?? fromIni({ profile: managementProfile }),
          }),
        );
  return {
    account,
    management: given ?? (isManagement ? accounts : undefined),
    accounts,
    tree: () => new OrganizationsOrganization(organizations, throttledTo(ORGANIZATIONS_CALLS)).tree(),
    stackSets: new CloudFormationStackSets(
      new CloudFormationClient(settings),
      isManagement ? 'SELF' : 'DELEGATED_ADMIN',
      throttledTo(CLOUDFORMATION_CALLS),
    ),
    stateObjects: new S3StateObjects(new S3Client(settings)),
  };
}
