import { randomUUID } from 'node:crypto';
import type { Call } from '../requests/call';
import type { ObservedCall } from './observed-call';
import { formParameters, jsonParameters } from './request-parameters';
import { s3Event, s3Parameters } from './s3-event';
import { accountOf, BEGINNING_A_SESSION, roleResource, sessionElements } from './session-elements';
import type { Elements, EventCategory, TrailRecord } from './trail-record';
import { fromElsewhere, userIdentityOf } from './user-identity';

export const EVENT_VERSION = '1.11';

/** Services that record no parameters of what IAM refuses: only the message tells what it was about. */
const SILENT_ABOUT_REFUSALS: ReadonlySet<string> = new Set(['iam', 'organizations', 'secretsmanager', 'sts']);

/**
 * What CloudTrail records of a call: in the caller's account, and where somebody becomes a role of another account, in that
 * one, too. A token is recorded in the account of the role.
 *
 * @param newId - ids for records and requests
 * @returns none for a part of S3 that is in no table
 */
export function recordsOf(observed: ObservedCall, newId: () => string = randomUUID): readonly TrailRecord[] {
  const { caller, call, error } = observed;
  const event = eventIn(call);
  if (event === undefined) return [];
  const userIdentity = userIdentityOf(caller);
  const role = roleIn(call);
  const record: TrailRecord = {
    eventVersion: EVENT_VERSION,
    userIdentity,
    ...whenAndWhat(observed, event.name),
    sourceIPAddress: observed.sourceIp,
    userAgent: observed.userAgent,
    ...(error === undefined ? {} : { errorCode: error.code, errorMessage: error.message }),
    requestParameters: parametersIn(observed),
    responseElements: error === undefined ? elementsIn(observed, role) : null,
    ...(error === undefined && role !== undefined ? { resources: [roleResource(role)] } : {}),
    requestID: newId(),
    eventID: newId(),
    readOnly: isReadOnly(call.service, event.name),
    eventType: 'AwsApiCall',
    managementEvent: event.category === 'Management',
    recipientAccountId: caller.kind === 'key' ? caller.key.account : accountOf(role ?? ''),
    eventCategory: event.category,
  };
  const elsewhere = role === undefined ? record.recipientAccountId : accountOf(role);
  if (error !== undefined || elsewhere === record.recipientAccountId) return [record];
  const sharedEventID = newId();
  return [
    { ...record, sharedEventID },
    {
      ...record,
      userIdentity: fromElsewhere(userIdentity),
      requestID: newId(),
      eventID: newId(),
      recipientAccountId: elsewhere,
      sharedEventID,
    },
  ];
}

function eventIn(call: Call): { readonly name: string; readonly category: EventCategory } | undefined {
  return call.protocol === 's3' ? s3Event(call) : { name: call.operation, category: 'Management' };
}

function whenAndWhat({ at, call, region }: ObservedCall, eventName: string) {
  return {
    eventTime: toTheSecond(at),
    eventSource: eventSourceOf(call.service),
    eventName,
    awsRegion: recordingRegion(call.service, region),
  };
}

function parametersIn({ call, caller, error, region }: ObservedCall): Elements | null {
  // STS has no other caller to tell of where a token is refused, so that it tells what for.
  if (error?.isRefusal && caller.kind === 'key' && SILENT_ABOUT_REFUSALS.has(call.service)) return null;
  if (call.protocol === 's3') return s3Parameters(call, region);
  return call.protocol === 'query' ? formParameters(call.parameters) : jsonParameters(call.service, call.input);
}

function elementsIn({ answer }: ObservedCall, role: string | undefined): Elements | null {
  return answer === undefined ? null : sessionElements(answer, role);
}

/** The role that a call wants to become. */
function roleIn(call: Call): string | undefined {
  if (call.protocol !== 'query' || call.service !== 'sts' || !BEGINNING_A_SESSION.has(call.operation)) return undefined;
  return call.parameters.get('RoleArn');
}

export function toTheSecond(time: Date): string {
  return time.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** Of AWS: those that have a Region for their global services. */
type Partition = 'aws' | 'aws-cn' | 'aws-us-gov';

/**
 * Services that have one endpoint for a partition, and record what happens in its Region, not in the one that a call is signed for.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html#cloudtrail-concepts-global-service-events
 */
const GLOBAL: ReadonlyMap<string, Readonly<Record<Partition, string>>> = new Map([
  ['iam', { aws: 'us-east-1', 'aws-cn': 'cn-north-1', 'aws-us-gov': 'us-gov-west-1' }],
  ['organizations', { aws: 'us-east-1', 'aws-cn': 'cn-northwest-1', 'aws-us-gov': 'us-gov-west-1' }],
]);

/** By the name that SDKs have for a service, those that CloudTrail calls otherwise. */
const OTHERWISE: ReadonlyMap<string, string> = new Map([
  ['accessanalyzer', 'access-analyzer'],
  ['cloudwatch', 'monitoring'],
  ['sso-admin', 'sso'],
]);

export function eventSourceOf(service: string): string {
  return `${OTHERWISE.get(service) ?? service}.amazonaws.com`;
}

/** The Region in whose history a call is. */
export function recordingRegion(service: string, region: string): string {
  return GLOBAL.get(service)?.[partitionAt(region)] ?? region;
}

function partitionAt(region: string): Partition {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

const READING = /^(Assume|BatchGet|Describe|Get|Head|List|Lookup|Search|Select|Simulate|Validate)/;

/** Uses of a key. */
const USING = /^(Decrypt|Encrypt|GenerateDataKey|GenerateMac|GenerateRandom|ReEncrypt|Sign|Verify)/;

/** Whether CloudTrail takes a call for one that changes nothing: beginning a session is one, too. */
export function isReadOnly(service: string, eventName: string): boolean {
  return READING.test(eventName) || (service === 'kms' && USING.test(eventName));
}
