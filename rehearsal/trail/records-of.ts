import { randomUUID } from 'node:crypto';
import type { Call } from '../gateway/request/call';
import { accountOf, BEGINNING_A_SESSION, roleResource, sessionElements } from './begun-session';
import { eventSourceOf, recordingRegion } from './event-source';
import type { ObservedCall } from './observed-call';
import { isReadOnly } from './read-only';
import { formParameters, jsonParameters } from './request-parameters';
import { s3Event, s3Parameters } from './s3-event';
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
