import {
  type AdvancedFieldSelector,
  type CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  type GetEventSelectorsCommandOutput,
  GetTrailStatusCommand,
  type Trail,
} from '@aws-sdk/client-cloudtrail';
import { awsAnswer, isNamed } from './aws-answer';

/** The trails of CloudTrail that reach one account, as its auditor role sees them. */
export interface AccountTrails {
  /** Those of the home Region, and those of every Region: the account's own, and its organization's. */
  all(): Promise<readonly FoundTrail[]>;
  status(trail: FoundTrail): Promise<TrailStatus>;
  /** Undefined where the trail is the organization's, and CloudTrail does not tell this account. */
  selectors(trail: FoundTrail): Promise<TrailSelectors | undefined>;
}

export interface FoundTrail {
  readonly arn: string;
  /** Where it was made, and where it is changed. */
  readonly homeRegion: string;
  readonly bucket: string;
  readonly isOfEveryRegion: boolean;
  readonly hasGlobalServices: boolean;
  readonly isOfOrganization: boolean;
  /** Whether it signs what it delivers, in a digest file for each hour. */
  readonly isValidated: boolean;
  /** Whether somebody chose what it records. Without, it records all management events. */
  readonly isSelective: boolean;
}

/** What a trail does now. */
export interface TrailStatus {
  readonly isLogging: boolean;
  /** For how many hours it has been logging. */
  readonly hoursOfLogging?: number;
  /** How many hours ago the last digest file was delivered; absent where none was. */
  readonly hoursSinceDigest?: number;
  /** What S3 said where the last one could not be delivered. */
  readonly digestError?: string;
}

/** What somebody chose that a trail records. It has the ones or the others; without any, it records all management events. */
export interface TrailSelectors {
  readonly basic: readonly BasicSelector[];
  /** An event is recorded where all conditions of one of them hold. */
  readonly advanced: readonly (readonly SelectorCondition[])[];
}

export interface BasicSelector {
  readonly hasManagementEvents: boolean;
  /** `All`, `ReadOnly` or `WriteOnly`. */
  readonly readWriteType: string;
  /** The services whose management events it leaves out. */
  readonly leftOut: readonly string[];
}

export interface SelectorCondition {
  readonly field: string;
  /** `Equals`, `StartsWith` or `EndsWith`, or one of them after `Not`. */
  readonly operator: string;
  readonly values: readonly string[];
}

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
    private readonly now: () => number = Date.now,
  ) {}

  async all(): Promise<readonly FoundTrail[]> {
    const { trailList: trails = [] } = await awsAnswer(
      'cloudtrail:DescribeTrails',
      this.client.send(new DescribeTrailsCommand({ includeShadowTrails: true })),
    );
    return trails.flatMap(foundTrail);
  }

  async status({ arn }: FoundTrail): Promise<TrailStatus> {
    const request = new GetTrailStatusCommand({ Name: arn });
    const answer = await awsAnswer('cloudtrail:GetTrailStatus', this.client.send(request));
    const { StartLoggingTime: started, LatestDigestDeliveryTime: digest, LatestDigestDeliveryError: error } = answer;
    return {
      isLogging: answer.IsLogging === true,
      ...(started && { hoursOfLogging: this.hoursSince(started) }),
      ...(digest && { hoursSinceDigest: this.hoursSince(digest) }),
      ...(error && { digestError: error }),
    };
  }

  private hoursSince(time: Date): number {
    return (this.now() - time.getTime()) / 3_600_000;
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
    const answer = await awsAnswer('cloudtrail:GetEventSelectors', sent);
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
      isValidated: trail.LogFileValidationEnabled === true,
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
