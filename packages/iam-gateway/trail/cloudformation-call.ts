import { createHash, randomUUID } from 'node:crypto';
import { isObject, type JsonObject, parsedJson } from '../iam/json';
import { EVENT_VERSION, eventSourceOf, isReadOnly, recordingRegion, toTheSecond } from './records-of-call';
import { jsonParameters } from './request-parameters';
import { bucketParameters } from './s3-event';
import type { Elements, TrailRecord, UserIdentity } from './trail-record';
import { roleSession } from './user-identity';

/** A call that CloudFormation made inside the emulator. */
export interface CloudFormationCall {
  /** In the order in which they were made. */
  readonly n: number;
  readonly account: string;
  readonly region: string;
  /** As boto3 calls it. */
  readonly service: string;
  readonly operation: string;
  /** With the names that the API has for them. */
  readonly parameters: JsonObject;
  /** Who changed the stack, or the StackSet that did. */
  readonly by: { readonly accessKeyId: string } | { readonly stackSet: string };
  /** The code that it failed with. */
  readonly error?: string | null;
}

export interface CallContext {
  readonly partition: string;
  readonly at: Date;
  /** Whose key a stack was changed with, as CloudTrail has recorded them; a StackSet needs none. */
  readonly caller?: UserIdentity | undefined;
}

const CLOUDFORMATION = 'cloudformation.amazonaws.com';

/** By the name that S3's API has for an operation, what CloudTrail calls it otherwise. */
const OF_S3: ReadonlyMap<string, string> = new Map([
  ['DeletePublicAccessBlock', 'DeleteBucketPublicAccessBlock'],
  ['GetBucketLifecycleConfiguration', 'GetBucketLifecycle'],
  ['GetBucketNotificationConfiguration', 'GetBucketNotification'],
  ['GetPublicAccessBlock', 'GetBucketPublicAccessBlock'],
  ['ListObjectsV2', 'ListObjects'],
  ['PutBucketLifecycleConfiguration', 'PutBucketLifecycle'],
  ['PutBucketNotificationConfiguration', 'PutBucketNotification'],
  ['PutPublicAccessBlock', 'PutBucketPublicAccessBlock'],
]);

/** Objects of a bucket, which CloudTrail has in data events. */
const OF_OBJECTS = /^((Get|Head|Put|Delete|Copy)Objects?|HeadBucket|ListObjects|ListObjectVersions)$/;

/**
 * What CloudTrail records of a call that CloudFormation makes: in the name of who changes the stack, and for a StackSet in a role of
 * its own in each account.
 *
 * @throws Error where nobody has called with that key before
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-api-logging-cloudtrail.html
 */
export function recordOfCloudFormationCall(
  call: CloudFormationCall,
  context: CallContext,
  newId: () => string = randomUUID,
): TrailRecord {
  const { account, region, service, operation, error } = call;
  const isOfS3 = service === 's3';
  const eventName = (isOfS3 ? OF_S3.get(operation) : undefined) ?? operation;
  const isData = isOfS3 && OF_OBJECTS.test(eventName);
  return {
    eventVersion: EVENT_VERSION,
    userIdentity: { ...callerOf(call, context), invokedBy: CLOUDFORMATION },
    eventTime: toTheSecond(context.at),
    eventSource: eventSourceOf(service),
    eventName,
    awsRegion: recordingRegion(service, region),
    sourceIPAddress: CLOUDFORMATION,
    userAgent: CLOUDFORMATION,
    ...(error ? { errorCode: error, errorMessage: error } : {}),
    requestParameters: isOfS3 ? ofBucket(call) : jsonParameters(service, call.parameters),
    responseElements: null,
    requestID: newId(),
    eventID: newId(),
    readOnly: isReadOnly(service, eventName),
    eventType: 'AwsApiCall',
    managementEvent: !isData,
    recipientAccountId: account,
    eventCategory: isData ? 'Data' : 'Management',
  };
}

function callerOf({ account, by }: CloudFormationCall, { partition, at, caller }: CallContext): UserIdentity {
  if ('stackSet' in by) return stackSetsRole(partition, account, toTheSecond(at));
  if (caller === undefined) throw new Error(`nobody has called with ${by.accessKeyId}`);
  return caller;
}

/** StackSets make it in every account, with a name that nobody chooses; here it is made up of the account. */
function stackSetsRole(partition: string, account: string, began: string): UserIdentity {
  const id = createHash('sha256').update(account).digest('hex').slice(0, 32);
  const name = `stacksets-exec-${id}`;
  return roleSession({
    role: `arn:${partition}:iam::${account}:role/${name}`,
    name: 'AWSCloudFormation',
    arn: `arn:${partition}:sts::${account}:assumed-role/${name}/AWSCloudFormation`,
    accessKeyId: `ASIA${id.slice(0, 16).toUpperCase()}`,
    account,
    began,
  });
}

function ofBucket({ parameters, region }: CloudFormationCall): Elements | null {
  const { Bucket, Key, Policy } = parameters;
  if (typeof Bucket !== 'string') return null;
  const policy = typeof Policy === 'string' ? parsedJson(Policy) : undefined;
  return {
    ...bucketParameters(Bucket, region),
    ...(typeof Key === 'string' ? { key: Key } : {}),
    ...(isObject(policy) ? { bucketPolicy: policy } : {}),
  };
}
