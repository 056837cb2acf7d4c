import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { STSClient } from '@aws-sdk/client-sts';
import type { OrgConfig } from '../domain/org-config';
import type { AccountSummary } from './account-summary';
import { IamAccountSummary } from './account-summary';
import { ATTEMPTS } from './attempts';
import type { Caller } from './caller';
import { StsCaller } from './caller';
import type { ControlPolicies } from './control-policies';
import { OrganizationsControlPolicies } from './control-policies';
import type { OrganizationSettings } from './organization-settings';
import { AwsOrganizationSettings } from './organization-settings';
import type { RootAccess } from './root-access';
import { IamRootAccess } from './root-access';
import { throttledTo } from './throttle';

/** Organizations allows few calls at the same time. */
const ORGANIZATIONS_CALLS = 4;

/** The organization, and the root user of one account, as some credentials see them. */
export interface DoctorAccess {
  readonly caller: Caller;
  readonly organization: OrganizationSettings;
  readonly controlPolicies: ControlPolicies;
  readonly summary: AccountSummary;
  readonly rootAccess: RootAccess;
}

/** AWS with the credentials that the SDK finds: it honours `AWS_PROFILE` and `AWS_ENDPOINT_URL`. */
export async function doctorAccess({ homeRegion: region, organization }: OrgConfig): Promise<DoctorAccess> {
  const settings = { region, maxAttempts: ATTEMPTS };
  const iam = new IAMClient(settings);
  const organizations = new OrganizationsClient(settings);
  const caller = new StsCaller(new STSClient(settings));
  // No account is both; CloudFormation refuses a caller that is neither.
  const callAs = (await caller.account()) === organization.managementAccount ? 'SELF' : 'DELEGATED_ADMIN';
  return {
    caller,
    organization: new AwsOrganizationSettings(organizations, new CloudFormationClient(settings), callAs),
    controlPolicies: new OrganizationsControlPolicies(organizations, throttledTo(ORGANIZATIONS_CALLS)),
    summary: new IamAccountSummary(iam),
    rootAccess: new IamRootAccess(iam),
  };
}
