import { isObject, type JsonObject } from '../iam/json';
import {
  ATTRIBUTE_KEYS,
  type AttributeKey,
  type LookedUp,
  type Lookup,
  LookupRefused,
  resourcesOf,
  userNameOf,
} from './lookup';
import type { TrailRecord } from './trail-record';

/** The most that CloudTrail gives at once, and what it gives unless told otherwise. */
const PAGE = 50;

/**
 * What a call of `LookupEvents` asks for.
 *
 * @throws LookupRefused
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export function lookupIn(input: JsonObject, account: string, region: string): Lookup {
  const { LookupAttributes, StartTime, EndTime, MaxResults, NextToken } = input;
  const limit = MaxResults ?? PAGE;
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1 || limit > PAGE) {
    throw new LookupRefused('InvalidMaxResultsException', `MaxResults is ${JSON.stringify(MaxResults)}; 1 to ${PAGE}`);
  }
  if (NextToken !== undefined && typeof NextToken !== 'string') {
    throw new LookupRefused('InvalidNextTokenException', 'the token is no text');
  }
  const attribute = attributeIn(LookupAttributes);
  const start = timeIn(StartTime);
  const end = timeIn(EndTime);
  if (start !== undefined && end !== undefined && end < start) {
    throw new LookupRefused('InvalidTimeRangeException', 'the end is before the start');
  }
  return {
    account,
    region,
    limit,
    ...(attribute === undefined ? {} : { attribute }),
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
    ...(NextToken === undefined ? {} : { token: NextToken }),
  };
}

function attributeIn(attributes: unknown): Lookup['attribute'] {
  if (attributes === undefined) return undefined;
  const [attribute, ...others] = Array.isArray(attributes) ? (attributes as readonly unknown[]) : [attributes];
  const { AttributeKey: key, AttributeValue: value } = isObject(attribute) ? attribute : {};
  if (others.length > 0 || !isAttributeKey(key) || typeof value !== 'string') {
    throw new LookupRefused('InvalidLookupAttributesException', `one of ${ATTRIBUTE_KEYS.join(', ')}, with its value`);
  }
  return { key, value };
}

function isAttributeKey(key: unknown): key is AttributeKey {
  return ATTRIBUTE_KEYS.some((each) => each === key);
}

/** Times are seconds since 1970. */
function timeIn(seconds: unknown): Date | undefined {
  if (seconds === undefined) return undefined;
  if (typeof seconds === 'number') return new Date(seconds * 1000);
  throw new LookupRefused('InvalidTimeRangeException', `${JSON.stringify(seconds)} is no time`);
}

/** The answer to `LookupEvents`. */
export function lookupAnswer({ records, next }: LookedUp): JsonObject {
  return { Events: records.map(writtenEvent), ...(next === undefined ? {} : { NextToken: next }) };
}

function writtenEvent(record: TrailRecord): JsonObject {
  const { userIdentity, eventID, eventName, eventSource, eventTime, readOnly } = record;
  const user = userNameOf(userIdentity);
  return {
    EventId: eventID,
    EventName: eventName,
    ReadOnly: String(readOnly),
    ...(userIdentity.accessKeyId === undefined ? {} : { AccessKeyId: userIdentity.accessKeyId }),
    EventTime: new Date(eventTime).getTime() / 1000,
    EventSource: eventSource,
    ...(user === undefined ? {} : { Username: user }),
    Resources: resourcesOf(record),
    CloudTrailEvent: JSON.stringify(record),
  };
}
