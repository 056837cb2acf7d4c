import { setTimeout } from 'node:timers/promises';
import { AccountClient } from '@aws-sdk/client-account';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import type { OrgConfig } from '../domain/org-config';
import type { AccountRoles } from './account-roles';
import { IamAccountRoles } from './account-roles';
import type { AccountSummary } from './account-summary';
import { IamAccountSummary } from './account-summary';
import { type AlternateContacts, AwsAlternateContacts } from './alternate-contacts';
import type { Caller } from './caller';
import { StsCaller } from './caller';
import { type ClientSettings, clientSettings } from './client-settings';
import type { ControlPolicies } from './control-policies';
import { OrganizationsControlPolicies } from './control-policies';
import type { Organization } from './organization';
import { OrganizationsOrganization } from './organization';
import type { OrganizationMending } from './organization-mending';
import { AwsOrganizationMending } from './organization-mending';
import type { OrganizationSettings } from './organization-settings';
import { AwsOrganizationSettings } from './organization-settings';
import type { PasswordPolicies } from './password-policy';
import { IamPasswordPolicies } from './password-policy';
import type { RootAccess } from './root-access';
import { IamRootAccess } from './root-access';
import { CloudFormationStackInstanceChanges, type StackInstanceChanges } from './stack-instance-changes';
import type { StackSets } from './stack-sets';
import { CloudFormationStackSets } from './stack-sets';
import type { StackResources } from './stacks';
import { CloudFormationStacks } from './stacks';
import type { TakenNames } from './taken-names';
import { AwsTakenNames } from './taken-names';
import { throttledTo } from './throttle';

/** Calls at the same time, for each service, where nobody says how many. Organizations allows few. */
const CALLS = 8;
const ORGANIZATIONS_CALLS = 4;

/** The organization, the root user of one account and the names in it, as some credentials see them. */
export interface DoctorAccess {
  readonly caller: Caller;
  readonly organization: OrganizationSettings;
  readonly controlPolicies: ControlPolicies;
  readonly summary: AccountSummary;
  readonly rootAccess: RootAccess;
  readonly contacts: AlternateContacts;
  readonly tree: Pick<Organization, 'tree'>;
  readonly stackSets: Pick<StackSets, 'names' | 'instances'>;
  /** Of the home Region. */
  readonly stacks: StackResources;
  readonly taken: TakenNames;
  /** Of the account of the credentials. */
  readonly roles: Pick<AccountRoles, 'beginningWith'>;
  /** Of the account of the credentials. */
  readonly passwords: PasswordPolicies;
  /** For `doctor --fix`, like the next; the checks change nothing. */
  readonly mending: OrganizationMending;
  readonly instances: Pick<StackInstanceChanges, 'update'>;
}

/**
 * AWS with the credentials that the SDK finds: it honours `AWS_PROFILE` and `AWS_ENDPOINT_URL`.
 *
 * @param callsAtOnce - how many calls of each service are made at the same time; a service that is asked in two ways counts for each
 */
export async function doctorAccess(
  { homeRegion, organization }: OrgConfig,
  callsAtOnce?: number,
  settings: ClientSettings = clientSettings(homeRegion),
): Promise<DoctorAccess> {
  const iam = new IAMClient(settings);
  const caller = new StsCaller(new STSClient(settings));
  // No account is both; CloudFormation refuses a caller that is neither.
  const callAs = (await caller.account()) === organization.managementAccount ? 'SELF' : 'DELEGATED_ADMIN';
  const organizations = new OrganizationsClient(settings);
  const cloudFormation = new CloudFormationClient(settings);
  const turn = throttledTo(callsAtOnce ?? CALLS);
  const wait = (milliseconds: number) => setTimeout<void>(milliseconds);
  const ofOrganizations = () => throttledTo(callsAtOnce ?? ORGANIZATIONS_CALLS);
  return {
    caller,
    organization: new AwsOrganizationSettings(organizations, cloudFormation, callAs),
    controlPolicies: new OrganizationsControlPolicies(organizations, ofOrganizations()),
    summary: new IamAccountSummary(iam),
    rootAccess: new IamRootAccess(iam),
    contacts: new AwsAlternateContacts(new AccountClient(settings), throttledTo(callsAtOnce ?? CALLS)),
    tree: new OrganizationsOrganization(organizations, ofOrganizations()),
    stackSets: new CloudFormationStackSets(cloudFormation, callAs, turn),
    stacks: new CloudFormationStacks(cloudFormation, turn),
    taken: new AwsTakenNames(
      iam,
      new S3Client({ ...settings, followRegionRedirects: true }),
      throttledTo(callsAtOnce ?? CALLS),
    ),
    roles: new IamAccountRoles(iam),
    passwords: new IamPasswordPolicies(iam),
    mending: new AwsOrganizationMending(organizations, cloudFormation, wait),
    instances: new CloudFormationStackInstanceChanges(cloudFormation, callAs, wait),
  };
}
