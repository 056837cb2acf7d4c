import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import type { AccountId } from '../domain/ids';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { AccountPolicies } from './account-policies';
import type { AccountRoles } from './account-roles';
import { IamAccountRoles } from './account-roles';
import type { AccountSummary } from './account-summary';
import { IamAccountSummary } from './account-summary';
import type { AccountTrails } from './account-trails';
import { CloudTrailAccountTrails } from './account-trails';
import type { AccountUsers } from './account-users';
import { IamAccountUsers } from './account-users';
import { assumedRole } from './assumed-role';
import type { Caller } from './caller';
import { StsCaller } from './caller';
import { type ClientSettings, clientSettings } from './client-settings';

/** Every account that somebody may enter as its auditor role. */
export interface AuditorAccess {
  readonly caller: Caller;
  enter(account: AccountId): Promise<AccountAsAuditor>;
}

/** One account as its auditor role sees it. */
export interface AccountAsAuditor {
  readonly roles: AccountRoles;
  readonly summary: AccountSummary;
  readonly trails: AccountTrails;
  readonly users: AccountUsers;
}

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
      return {
        roles: new IamAccountRoles(iam, policies),
        users: new IamAccountUsers(iam, policies),
        summary: new IamAccountSummary(iam),
        trails: new CloudTrailAccountTrails(cloudTrail, cloudTrailIn),
      };
    },
  };
}
