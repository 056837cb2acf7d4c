import type { RecordedEvent } from '../../aws/trail-events';
import { parsedJson } from '../../domain/json';

/**
 * What of a record of CloudTrail tells who did what. Each service writes its own records, so that of everything but the
 * first four nothing is certain.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export interface TrailRecord {
  readonly id: string;
  /** In ISO form and UTC. */
  readonly time: string;
  /** The service without its domain, as IAM's actions begin. */
  readonly service: string;
  readonly call: string;
  readonly region: string | undefined;
  /** What IAM or the service refused it with. */
  readonly error: string | undefined;
  /** The same in both accounts of a call from one account to another. */
  readonly sharedId: string | undefined;
  readonly caller: RecordedCaller;
  /** What it was about: as far as CloudTrail or the parameters name it. */
  readonly resources: readonly string[];
  readonly parameters: unknown;
  readonly response: unknown;
}

export interface RecordedCaller {
  readonly account: string | undefined;
  /** Of the session for a role, so without the role's path. */
  readonly arn: string | undefined;
  readonly accessKeyId: string | undefined;
  /** The ARN of the role of a session, with its path. */
  readonly roleArn: string | undefined;
  /** The session name, which its caller chose. */
  readonly sessionName: string | undefined;
  readonly sourceIdentity: string | undefined;
  /** When the session began. */
  readonly sessionStart: string | undefined;
}

/** Undefined where the text is not a record, or lacks what places it. */
export function trailRecordOf({ record: text, resources }: RecordedEvent): TrailRecord | undefined {
  const record = parsedJson(text);
  const id = textAt(record, 'eventID');
  const time = isoTime(textAt(record, 'eventTime'));
  const source = textAt(record, 'eventSource');
  const call = textAt(record, 'eventName');
  if (id === undefined || time === undefined || source === undefined || call === undefined) return undefined;
  const parameters = valueAt(record, 'requestParameters');
  return {
    id,
    time,
    service: source.replace(/\.amazonaws\.com(\.cn)?$/, ''),
    call,
    region: textAt(record, 'awsRegion'),
    error: textAt(record, 'errorCode'),
    sharedId: textAt(record, 'sharedEventID'),
    caller: callerOf(valueAt(record, 'userIdentity')),
    resources: namedIn(resources, parameters),
    parameters,
    response: valueAt(record, 'responseElements'),
  };
}

function callerOf(identity: unknown): RecordedCaller {
  const context = valueAt(identity, 'sessionContext');
  return {
    account: textAt(identity, 'accountId'),
    arn: textAt(identity, 'arn'),
    accessKeyId: textAt(identity, 'accessKeyId'),
    roleArn: textAt(context, 'sessionIssuer', 'arn'),
    // AROA...:NAME, from a role; other principals have an id without a name.
    sessionName: textAt(identity, 'principalId')?.split(/:(.*)/s)[1],
    sourceIdentity: textAt(context, 'sourceIdentity'),
    sessionStart: isoTime(textAt(context, 'attributes', 'creationDate')),
  };
}

/** What CloudTrail found; else the first parameter that is a name, an id or an ARN, which is what most calls begin with. */
function namedIn(resources: readonly string[], parameters: unknown): readonly string[] {
  if (resources.length > 0) return [...new Set(resources)];
  if (!isFields(parameters)) return [];
  const [first] = Object.keys(parameters).flatMap((key) => (NAMING.test(key) ? (textAt(parameters, key) ?? []) : []));
  return first === undefined ? [] : [first];
}

const NAMING = /(?:name|id|identifier|arn)$/i;

/** To the second, as CloudTrail writes it, from any time that `Date` can read. */
function isoTime(text: string | undefined): string | undefined {
  const time = new Date(text ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** What is at the end of a path through a value that may be anything; undefined where the path ends before that. */
function valueAt(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => (isFields(at) && Object.hasOwn(at, key) ? at[key] : undefined), value);
}

/** The text there, unless there is none or an empty one. */
export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = valueAt(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
