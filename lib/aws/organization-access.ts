import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import type { AccountTrails } from './account-trails';
import { CloudTrailAccountTrails } from './account-trails';

import type { Caller } from './caller';
import { StsCaller } from './caller';
import { type ClientSettings, clientSettings } from './client-settings';
import type { Organization } from './organization';
import { OrganizationsOrganization } from './organization';
import type { OrganizationSettings } from './organization-settings';
import { AwsOrganizationSettings } from './organization-settings';
import type { TakenNames } from './taken-names';
import { AwsTakenNames } from './taken-names';
import { throttledTo } from './throttle';

/** Organizations allows few calls at the same time. */
const CALLS = 4;

/** An organization of which nothing is written down yet, as some credentials see it. */
export interface OrganizationAccess {
  readonly caller: Caller;
  readonly organization: Pick<OrganizationSettings, 'describe' | 'delegatedAdministrators'>;
  readonly tree: Pick<Organization, 'tree'>;
  /** Of the account of the credentials, here and below. */
  readonly taken: Pick<TakenNames, 'oidcProviders'>;
  /** Of the Region. */
  readonly trails: Pick<AccountTrails, 'all'>;
}

/** AWS with the credentials that the SDK finds: it honours `AWS_PROFILE` and `AWS_ENDPOINT_URL`. */
export function organizationAccess(
  region: string,
  settings: ClientSettings = clientSettings(region),
): OrganizationAccess {
  const organizations = new OrganizationsClient(settings);
  const trailsIn = (other: string) => new CloudTrailClient({ ...settings, region: other });
  return {
    caller: new StsCaller(new STSClient(settings)),
    // Trusted access alone depends on who calls, and is not asked for.
    organization: new AwsOrganizationSettings(organizations, new CloudFormationClient(settings), 'SELF'),
    tree: new OrganizationsOrganization(organizations, throttledTo(CALLS)),
    taken: new AwsTakenNames(
      new IAMClient(settings),
      new S3Client({ ...settings, followRegionRedirects: true }),
      throttledTo(CALLS),
    ),
    trails: new CloudTrailAccountTrails(trailsIn(region), trailsIn),
  };
}
