/**
 * What CloudTrail records of a call.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export interface TrailRecord {
  readonly eventVersion: string;
  readonly userIdentity: UserIdentity;
  /** In ISO form and UTC, to the second. */
  readonly eventTime: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly requestParameters: Elements | null;
  readonly responseElements: Elements | null;
  readonly resources?: readonly RecordedResource[];
  readonly requestID: string;
  readonly eventID: string;
  readonly readOnly: boolean;
  readonly eventType: 'AwsApiCall' | 'AwsConsoleSignIn';
  readonly managementEvent: boolean;
  /** The account whose trail this is in. */
  readonly recipientAccountId: string;
  /** The same in both accounts of a call from one account to another. */
  readonly sharedEventID?: string;
  readonly eventCategory: EventCategory;
}

export type EventCategory = 'Management' | 'Data';

/** Parameters, or parts of an answer: each service has its own. */
export type Elements = Readonly<Record<string, unknown>>;

export interface RecordedResource {
  readonly accountId: string;
  readonly type: string;
  readonly ARN: string;
}

/**
 * Who called.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export interface UserIdentity {
  readonly type: 'IAMUser' | 'AssumedRole' | 'WebIdentityUser' | 'AWSAccount' | 'Root';
  readonly principalId: string;
  readonly arn?: string;
  readonly accountId?: string;
  readonly accessKeyId?: string;
  readonly userName?: string;
  readonly identityProvider?: string;
  readonly sessionContext?: SessionContext;
  /** The service that called for somebody. */
  readonly invokedBy?: string;
}

export interface SessionContext {
  readonly sessionIssuer?: {
    readonly type: 'Role';
    readonly principalId: string;
    /** With the path of the role. */
    readonly arn: string;
    readonly accountId: string;
    readonly userName: string;
  };
  readonly attributes: { readonly creationDate: string; readonly mfaAuthenticated: 'true' | 'false' };
  readonly sourceIdentity?: string;
}

/** What EventBridge delivers. */
export interface DeliveredEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: TrailRecord;
}

const DETAIL_TYPES: Readonly<Record<TrailRecord['eventType'], string>> = {
  AwsApiCall: 'AWS API Call via CloudTrail',
  AwsConsoleSignIn: 'AWS Console Sign In via CloudTrail',
};

/**
 * A record as EventBridge delivers it, in the account and the Region of the record. Its id is that of the record, which is
 * another one on AWS.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/ref/events-structure.html
 */
export function eventOf(record: TrailRecord): DeliveredEvent {
  return {
    version: '0',
    id: record.eventID,
    'detail-type': DETAIL_TYPES[record.eventType],
    source: `aws.${record.eventSource.replace(/\.amazonaws\.com$/, '')}`,
    account: record.recipientAccountId,
    time: record.eventTime,
    region: record.awsRegion,
    resources: [],
    detail: record,
  };
}
