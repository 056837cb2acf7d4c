import { createHash } from 'node:crypto';
import { parsedJson } from '../iam/json';
import type { TrailRecord, UserIdentity } from './trail-record';

/** What somebody asks the event history of an account and Region for. */
export interface Lookup {
  readonly account: string;
  readonly region: string;
  /** @default - every management event */
  readonly attribute?: { readonly key: AttributeKey; readonly value: string };
  /** Both ends included. @default - the beginning */
  readonly start?: Date;
  /** @default - no end */
  readonly end?: Date;
  readonly limit: number;
  /** Of the page before. @default - the first page */
  readonly token?: string;
}

export interface LookedUp {
  /** The most recent first. */
  readonly records: readonly TrailRecord[];
  /** Present where there are more. */
  readonly next?: string;
}

export type AttributeKey = (typeof ATTRIBUTE_KEYS)[number];

export const ATTRIBUTE_KEYS = [
  'AccessKeyId',
  'EventId',
  'EventName',
  'EventSource',
  'ReadOnly',
  'ResourceName',
  'ResourceType',
  'Username',
] as const;

const VALUES: Readonly<Record<AttributeKey, (record: TrailRecord) => readonly (string | undefined)[]>> = {
  AccessKeyId: ({ userIdentity }) => [userIdentity.accessKeyId],
  EventId: ({ eventID }) => [eventID],
  EventName: ({ eventName }) => [eventName],
  EventSource: ({ eventSource }) => [eventSource],
  ReadOnly: ({ readOnly }) => [String(readOnly)],
  ResourceName: (record) => resourcesOf(record).map(({ ResourceName }: ResourceOfEvent) => ResourceName),
  ResourceType: (record) => resourcesOf(record).map(({ ResourceType }: ResourceOfEvent) => ResourceType),
  Username: ({ userIdentity }) => [userNameOf(userIdentity)],
};

/**
 * A page of the event history. The next page is one of the same records: what was recorded meanwhile is in no page of this
 * question.
 *
 * @throws LookupRefused for a token of another question, or of none
 */
export function lookUp(all: readonly TrailRecord[], wanted: Lookup): LookedUp {
  const { known, offset } = wanted.token === undefined ? { known: all.length, offset: 0 } : placeOf(wanted);
  // What became known later is the more recent one of two in the same second.
  const found = all
    .slice(0, known)
    .filter((record) => isWanted(record, wanted))
    .reverse()
    .sort((one, other) => other.eventTime.localeCompare(one.eventTime));
  const end = offset + wanted.limit;
  const next = end < found.length ? { next: tokenFor(wanted, known, end) } : {};
  return { records: found.slice(offset, end), ...next };
}

function isWanted(record: TrailRecord, { account, region, attribute, start, end }: Lookup): boolean {
  if (record.eventCategory !== 'Management') return false;
  if (record.recipientAccountId !== account || record.awsRegion !== region) return false;
  const time = new Date(record.eventTime);
  // Records have whole seconds; a time within one includes it.
  if (start !== undefined && time.getTime() + 999 < start.getTime()) return false;
  if (end !== undefined && time > end) return false;
  return attribute === undefined || VALUES[attribute.key](record).includes(attribute.value);
}

function tokenFor(wanted: Lookup, known: number, offset: number): string {
  return Buffer.from(JSON.stringify({ known, offset, question: questionOf(wanted) })).toString('base64url');
}

function placeOf(wanted: Lookup): { readonly known: number; readonly offset: number } {
  const place = parsedJson(Buffer.from(wanted.token ?? '', 'base64url').toString());
  if (isPlace(place) && place.question === questionOf(wanted)) return place;
  throw new LookupRefused('InvalidNextTokenException', 'the token is of no page of this question');
}

function isPlace(value: unknown): value is { readonly known: number; readonly offset: number; question: string } {
  if (typeof value !== 'object' || value === null) return false;
  if (!('known' in value && 'offset' in value && 'question' in value)) return false;
  return Number.isInteger(value.known) && Number.isInteger(value.offset);
}

function questionOf({ account, region, attribute, start, end }: Lookup): string {
  return createHash('sha256').update(JSON.stringify({ account, region, attribute, start, end })).digest('hex');
}

/** Says that CloudTrail does not answer a question to the event history. */
export class LookupRefused extends Error {
  constructor(
    readonly code:
      | 'InvalidLookupAttributesException'
      | 'InvalidMaxResultsException'
      | 'InvalidNextTokenException'
      | 'InvalidTimeRangeException',
    message: string,
  ) {
    super(message);
  }
}

/** As CloudTrail lists what an event was about. */
interface ResourceOfEvent {
  readonly ResourceType: string;
  readonly ResourceName: string;
}

/** By parameter, the type of what it names. */
const NAMED: Readonly<Record<string, string>> = {
  accessKeyId: 'AWS::IAM::AccessKey',
  bucketName: 'AWS::S3::Bucket',
  groupName: 'AWS::IAM::Group',
  instanceProfileName: 'AWS::IAM::InstanceProfile',
  policyArn: 'AWS::IAM::Policy',
  policyName: 'AWS::IAM::Policy',
  roleName: 'AWS::IAM::Role',
  stackName: 'AWS::CloudFormation::Stack',
  userName: 'AWS::IAM::User',
};

/** What a record says that it is about, and what its parameters name. */
export function resourcesOf({ resources = [], requestParameters }: TrailRecord): readonly ResourceOfEvent[] {
  const named = Object.entries(requestParameters ?? {}).flatMap(([parameter, value]) => {
    const type = Object.hasOwn(NAMED, parameter) ? NAMED[parameter] : undefined;
    return type === undefined || typeof value !== 'string' ? [] : [{ ResourceType: type, ResourceName: value }];
  });
  return [...resources.map(({ type, ARN }) => ({ ResourceType: type, ResourceName: ARN })), ...named];
}

/** The name of a user, or of the session of a role. */
export function userNameOf({ type, userName, principalId }: UserIdentity): string | undefined {
  if (userName !== undefined) return userName;
  return type === 'AssumedRole' ? principalId.split(/:(.*)/s)[1] : undefined;
}
