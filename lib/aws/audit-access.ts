import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import type { AccountId } from '../domain/account-id';
import { AUDITOR_ROLE, roleArn } from '../domain/names';
import type { OrgConfig } from '../domain/org-config';
import { partitionOf } from '../domain/region';
import type { AccountRoles } from './account-roles';
import type { AccountSummary } from './account-summary';
import type { AccountTrails } from './account-trails';
import { assumedRole } from './assumed-role';
import { ATTEMPTS } from './attempts';
import type { Caller } from './caller';
import { CloudTrailAccountTrails } from './cloudtrail-account-trails';
import { IamAccountRoles } from './iam-account-roles';
import { IamAccountSummary } from './iam-account-summary';
import { StsCaller } from './sts-caller';

/** Every account that somebody may enter as its auditor role. */
export interface AuditAccess {
  readonly caller: Caller;
  enter(account: AccountId): Promise<AuditedAccount>;
}

/** One account as its auditor role sees it. */
export interface AuditedAccount {
  readonly roles: AccountRoles;
  readonly summary: AccountSummary;
  readonly trails: AccountTrails;
}

/** AWS with the credentials that the SDK finds, which should be an operator's. */
export function auditAccess({ homeRegion: region }: OrgConfig): AuditAccess {
  const settings = { region, maxAttempts: ATTEMPTS };
  const sts = new STSClient(settings);
  return {
    caller: new StsCaller(sts),
    enter: async (account) => {
      const credentials = await assumedRole(sts, roleArn(partitionOf(region), account, AUDITOR_ROLE));
      const iam = new IAMClient({ ...settings, credentials });
      const cloudTrailIn = (where: string) => new CloudTrailClient({ ...settings, region: where, credentials });
      return {
        roles: new IamAccountRoles(iam),
        summary: new IamAccountSummary(iam),
        trails: new CloudTrailAccountTrails(cloudTrailIn(region), cloudTrailIn),
      };
    },
  };
}
