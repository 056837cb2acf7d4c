import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { STSClient } from '@aws-sdk/client-sts';
import type { AccountId } from '../domain/ids';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import type { AccountBuckets } from './account-buckets';
import { S3AccountBuckets } from './account-buckets';
import type { AccountKeys } from './account-keys';
import { KmsAccountKeys } from './account-keys';
import { AccountPolicies } from './account-policies';
import type { AccountRoles } from './account-roles';
import { IamAccountRoles } from './account-roles';
import type { AccountRules } from './account-rules';
import { EventBridgeAccountRules } from './account-rules';
import type { AccountSummary } from './account-summary';
import { IamAccountSummary } from './account-summary';
import type { AccountTopics } from './account-topics';
import { SnsAccountTopics } from './account-topics';
import type { AccountTrails } from './account-trails';
import { CloudTrailAccountTrails } from './account-trails';
import type { AccountUsers } from './account-users';
import { IamAccountUsers } from './account-users';
import { assumedRole } from './assumed-role';
import type { Caller } from './caller';
import { StsCaller } from './caller';
import { type ClientSettings, clientSettings } from './client-settings';
import type { ClosedDoor } from './closed-door';
import { StsClosedDoor } from './closed-door';
import type { NamedControlPolicies } from './control-policies';
import { OrganizationsControlPolicies } from './control-policies';
import type { Organization } from './organization';
import { OrganizationsOrganization } from './organization';
import { throttledTo } from './throttle';

/** Every account that somebody may enter as its auditor role. */
export interface AuditorAccess {
  readonly caller: Caller;
  enter(account: AccountId): Promise<AccountAsAuditor>;
}

/** One account as its auditor role sees it. */
export interface AccountAsAuditor {
  readonly buckets: AccountBuckets;
  readonly keys: AccountKeys;
  readonly rules: AccountRules;
  readonly topics: AccountTopics;
  readonly roles: AccountRoles;
  readonly summary: AccountSummary;
  readonly trails: AccountTrails;
  readonly users: AccountUsers;
  readonly door: ClosedDoor;
  readonly organization: Organization;
  readonly controlPolicies: NamedControlPolicies;
}

/** Organizations allows few calls at the same time. */
const CALLS = 4;

/** AWS with the credentials that the SDK finds, which should be an operator's. */
export function auditorAccess(
  config: OrgConfig,
  settings: ClientSettings = clientSettings(config.homeRegion),
): AuditorAccess {
  const { homeRegion: region } = config;
  const names = namesOf(config);
  const sts = new STSClient(settings);
  return {
    caller: new StsCaller(sts),
    enter: async (account) => {
      const credentials = await assumedRole(sts, names.auditorRoleArn(account));
      const iam = new IAMClient({ ...settings, credentials });
      const cloudTrail = new CloudTrailClient({ ...settings, credentials });
      // Most trails are of the home Region.
      const cloudTrailIn = (where: string) =>
        where === region ? cloudTrail : new CloudTrailClient({ ...settings, region: where, credentials });
      const policies = new AccountPolicies(iam);
      const organizations = new OrganizationsClient({ ...settings, credentials });
      const throttle = throttledTo(CALLS);
      return {
        buckets: new S3AccountBuckets(new S3Client({ ...settings, credentials }), account),
        keys: new KmsAccountKeys(new KMSClient({ ...settings, credentials })),
        rules: new EventBridgeAccountRules(
          region,
          (where) => new EventBridgeClient({ ...settings, region: where, credentials }),
        ),
        topics: new SnsAccountTopics(new SNSClient({ ...settings, credentials })),
        roles: new IamAccountRoles(iam, policies),
        users: new IamAccountUsers(iam, policies),
        door: new StsClosedDoor(new STSClient({ ...settings, credentials })),
        organization: new OrganizationsOrganization(organizations, throttle),
        controlPolicies: new OrganizationsControlPolicies(organizations, throttle),
        summary: new IamAccountSummary(iam),
        trails: new CloudTrailAccountTrails(cloudTrail, cloudTrailIn),
      };
    },
  };
}
