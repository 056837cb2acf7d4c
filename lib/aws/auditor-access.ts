import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SNSClient } from '@aws-sdk/client-sns';
import { STSClient } from '@aws-sdk/client-sts';
import type { AccountId } from '../domain/ids';
import { namesOf } from '../domain/names-of';
import { once } from '../domain/once';
import type { OrgConfig } from '../domain/org-config';
import type { AccountBuckets } from './account-buckets';
import { S3AccountBuckets } from './account-buckets';
import type { AccountKeys } from './account-keys';
import { KmsAccountKeys } from './account-keys';
import type { AccountMetricAlarms } from './account-metric-alarms';
import { CloudWatchAccountMetricAlarms } from './account-metric-alarms';
import { AccountPolicies } from './account-policies';
import type { AccountRoles } from './account-roles';
import { IamAccountRoles } from './account-roles';
import type { AccountRules } from './account-rules';
import { EventBridgeAccountRules } from './account-rules';
import type { AccountSchedules } from './account-schedules';
import { SchedulerAccountSchedules } from './account-schedules';
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
import type { NamedPolicies } from './control-policies';
import { OrganizationsControlPolicies } from './control-policies';
import type { Organization } from './organization';
import { OrganizationsOrganization } from './organization';
import { IamPasswordPolicies, type PasswordPolicies } from './password-policy';
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
  readonly schedules: AccountSchedules;
  readonly metricAlarms: AccountMetricAlarms;
  readonly roles: AccountRoles;
  readonly summary: AccountSummary;
  readonly trails: AccountTrails;
  readonly users: AccountUsers;
  readonly passwords: Pick<PasswordPolicies, 'read'>;
  readonly door: ClosedDoor;
  readonly organization: Organization;
  readonly controlPolicies: NamedPolicies;
}

/** Organizations allows few calls at the same time. */
const CALLS = 4;

/** AWS with the credentials that the SDK finds, which should be an operator's. */
export function auditorAccess(
  config: OrgConfig,
  settings: ClientSettings = clientSettings(config.homeRegion),
): AuditorAccess {
  const names = namesOf(config);
  const sts = new STSClient(settings);
  return {
    caller: new StsCaller(sts),
    enter: async (account) => {
      const credentials = await assumedRole(sts, names.auditorRoleArn(account));
      return accountAsAuditor(account, config.homeRegion, { ...settings, ...readBy(sts), credentials });
    },
  };
}

/** What a client read of the environment and of the user's files, which each would read again. */
function readBy({ config }: STSClient) {
  const { authSchemePreference, defaultsMode, retryMode, useDualstackEndpoint, useFipsEndpoint, userAgentAppId } =
    config;
  return { authSchemePreference, defaultsMode, retryMode, useDualstackEndpoint, useFipsEndpoint, userAgentAppId };
}

/** To make a client costs more than a call of it, and most accounts are asked by half of them: each is made when it is first needed. */
function accountAsAuditor(account: AccountId, region: string, settings: ClientSettings): AccountAsAuditor {
  const iam = new IAMClient(settings);
  const policies = new AccountPolicies(iam);
  const throttle = throttledTo(CALLS);
  const organizations = once(() => new OrganizationsClient(settings));
  const buckets = once(
    () =>
      new S3AccountBuckets(
        inEachRegion((where) => new S3Client({ ...settings, region: where })),
        account,
      ),
  );
  const keys = once(() => new KmsAccountKeys(inEachRegion((where) => new KMSClient({ ...settings, region: where }))));
  const rules = once(() => {
    const clientIn = inEachRegion((where) => new EventBridgeClient({ ...settings, region: where }));
    return new EventBridgeAccountRules(region, clientIn);
  });
  const schedules = once(
    () => new SchedulerAccountSchedules(inEachRegion((where) => new SchedulerClient({ ...settings, region: where }))),
  );
  const metricAlarms = once(() => new CloudWatchAccountMetricAlarms(new CloudWatchClient(settings)));
  const topics = once(() => new SnsAccountTopics(new SNSClient(settings)));
  const door = once(() => new StsClosedDoor(new STSClient(settings)));
  const organization = once(() => new OrganizationsOrganization(organizations(), throttle));
  const controlPolicies = once(() => new OrganizationsControlPolicies(organizations(), throttle));
  const trails = once(() => {
    const clientIn = inEachRegion((where) => new CloudTrailClient({ ...settings, region: where }));
    return new CloudTrailAccountTrails(clientIn(region), clientIn);
  });
  return {
    roles: new IamAccountRoles(iam, policies),
    users: new IamAccountUsers(iam, policies),
    summary: new IamAccountSummary(iam),
    passwords: new IamPasswordPolicies(iam),
    get buckets() {
      return buckets();
    },
    get keys() {
      return keys();
    },
    get rules() {
      return rules();
    },
    get topics() {
      return topics();
    },
    get schedules() {
      return schedules();
    },
    get metricAlarms() {
      return metricAlarms();
    },
    get door() {
      return door();
    },
    get organization() {
      return organization();
    },
    get controlPolicies() {
      return controlPolicies();
    },
    get trails() {
      return trails();
    },
  };
}

/** One of each Region. */
function inEachRegion<Client>(make: (region: string) => Client): (region: string) => Client {
  const made = new Map<string, Client>();
  return (region) => {
    const client = made.get(region) ?? make(region);
    made.set(region, client);
    return client;
  };
}
