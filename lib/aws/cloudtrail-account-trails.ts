import {
  type AdvancedFieldSelector,
  type CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  type GetEventSelectorsCommandOutput,
  GetTrailStatusCommand,
  type Trail,
} from '@aws-sdk/client-cloudtrail';
import type { AccountTrails, FoundTrail, SelectorCondition, TrailSelectors } from './account-trails';
import { explained, isNamed } from './explained';

/** What CloudTrail says of a trail of another account to whom it does not tell about it. */
const NOT_TOLD = [
  'AccessDeniedException',
  'CloudTrailARNInvalidException',
  'OperationNotPermittedException',
  'TrailNotFoundException',
] as const;

/**
 * A trail of the organization is described to each of its accounts, and its status is told to an account that names it by its ARN.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html
 */
export class CloudTrailAccountTrails implements AccountTrails {
  constructor(
    private readonly client: CloudTrailClient,
    /** The same in another Region. */
    private readonly clientIn: (region: string) => CloudTrailClient,
  ) {}

  async all(): Promise<readonly FoundTrail[]> {
    const { trailList: trails = [] } = await explained(
      'cloudtrail:DescribeTrails',
      this.client.send(new DescribeTrailsCommand({ includeShadowTrails: true })),
    );
    return trails.flatMap(foundTrail);
  }

  async isLogging({ arn }: FoundTrail): Promise<boolean> {
    const request = new GetTrailStatusCommand({ Name: arn });
    const { IsLogging: isLogging } = await explained('cloudtrail:GetTrailStatus', this.client.send(request));
    return isLogging === true;
  }

  /** Asks where the trail was made: a copy in another Region has no selectors of its own. */
  async selectors({ arn, homeRegion, isOfOrganization }: FoundTrail): Promise<TrailSelectors | undefined> {
    const request = new GetEventSelectorsCommand({ TrailName: arn });
    const sent = this.clientIn(homeRegion)
      .send(request)
      .catch((error: unknown) => {
        if (isOfOrganization && isNamed(error, ...NOT_TOLD)) return undefined;
        throw error;
      });
    const answer = await explained('cloudtrail:GetEventSelectors', sent);
    return answer && selectorsOf(answer);
  }
}

function foundTrail(trail: Trail): readonly FoundTrail[] {
  const { TrailARN: arn, HomeRegion: homeRegion, S3BucketName: bucket } = trail;
  if (arn === undefined || homeRegion === undefined) return [];
  return [
    {
      arn,
      homeRegion,
      bucket: bucket ?? '',
      isOfEveryRegion: trail.IsMultiRegionTrail === true,
      hasGlobalServices: trail.IncludeGlobalServiceEvents === true,
      isOfOrganization: trail.IsOrganizationTrail === true,
      isSelective: trail.HasCustomEventSelectors === true,
    },
  ];
}

function selectorsOf({ EventSelectors, AdvancedEventSelectors }: GetEventSelectorsCommandOutput): TrailSelectors {
  return {
    basic: (EventSelectors ?? []).map((selector) => ({
      hasManagementEvents: selector.IncludeManagementEvents !== false,
      readWriteType: selector.ReadWriteType ?? 'All',
      leftOut: selector.ExcludeManagementEventSources ?? [],
    })),
    advanced: (AdvancedEventSelectors ?? []).map(({ FieldSelectors }) => (FieldSelectors ?? []).flatMap(conditionsOf)),
  };
}

function conditionsOf({ Field: field = '', ...operators }: AdvancedFieldSelector): readonly SelectorCondition[] {
  return Object.entries(operators).flatMap(([operator, values]) =>
    values === undefined || values.length === 0 ? [] : [{ field, operator, values }],
  );
}
