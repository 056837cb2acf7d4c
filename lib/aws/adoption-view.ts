import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { type AccountTrails, CloudTrailAccountTrails } from './account-trails';
import { type Caller, StsCaller } from './caller';
import { type ClientSettings, clientSettings } from './client-settings';
import { DynamoDbLockTables, type LockTables } from './lock-tables';
import { type MemberAccounts, OrganizationsMemberAccounts } from './member-accounts';
import { CloudFormationStackSets, type StackSets } from './stack-sets';
import { AwsTakenNames, type TakenNames } from './taken-names';
import { throttledTo } from './throttle';

const CALLS = 4;

/** What somebody made before there was orgstrap: of the organization, and of the account of the credentials. */
export interface AdoptionView {
  readonly caller: Caller;
  readonly services: Pick<MemberAccounts, 'trusts'>;
  readonly taken: Pick<TakenNames, 'iam' | 'oidcProviders'>;
  /** Of the Region, here and below. */
  readonly trails: Pick<AccountTrails, 'all'>;
  readonly stackSets: Pick<StackSets, 'names'>;
  readonly lockTables: LockTables;
}

/** AWS with the credentials that the SDK finds. */
export function adoptionView(region: string, settings: ClientSettings = clientSettings(region)): AdoptionView {
  const trailsIn = (other: string) => new CloudTrailClient({ ...settings, region: other });
  return {
    caller: new StsCaller(new STSClient(settings)),
    services: new OrganizationsMemberAccounts(new OrganizationsClient(settings)),
    taken: new AwsTakenNames(new IAMClient(settings), new S3Client(settings), throttledTo(CALLS)),
    trails: new CloudTrailAccountTrails(trailsIn(region), trailsIn),
    stackSets: new CloudFormationStackSets(new CloudFormationClient(settings), 'SELF', throttledTo(CALLS)),
    lockTables: new DynamoDbLockTables(new DynamoDBClient(settings)),
  };
}
