import { parsedJson } from '../iam/json';
import type { S3Call } from '../requests/call';
import type { Elements, EventCategory } from './trail-record';

/** What CloudTrail calls a request to S3: not as IAM calls the permission, and not always as the API calls the operation. */
export interface S3Event {
  readonly name: string;
  readonly category: EventCategory;
}

/** By the part of a bucket that the query names; `''` where it names none. */
type Names = Readonly<Record<string, string>>;

const OF_BUCKET: Readonly<Record<string, Names>> = {
  HEAD: { '': 'HeadBucket' },
  GET: {
    '': 'ListObjects',
    accelerate: 'GetAccelerateConfiguration',
    acl: 'GetBucketAcl',
    cors: 'GetBucketCors',
    encryption: 'GetBucketEncryption',
    lifecycle: 'GetBucketLifecycle',
    location: 'GetBucketLocation',
    logging: 'GetBucketLogging',
    notification: 'GetBucketNotification',
    'object-lock': 'GetObjectLockConfiguration',
    ownershipControls: 'GetBucketOwnershipControls',
    policy: 'GetBucketPolicy',
    policyStatus: 'GetBucketPolicyStatus',
    publicAccessBlock: 'GetBucketPublicAccessBlock',
    replication: 'GetBucketReplication',
    requestPayment: 'GetBucketRequestPayment',
    tagging: 'GetBucketTagging',
    versioning: 'GetBucketVersioning',
    versions: 'ListObjectVersions',
    website: 'GetBucketWebsite',
  },
  PUT: {
    '': 'CreateBucket',
    encryption: 'PutBucketEncryption',
    lifecycle: 'PutBucketLifecycle',
    logging: 'PutBucketLogging',
    ownershipControls: 'PutBucketOwnershipControls',
    policy: 'PutBucketPolicy',
    publicAccessBlock: 'PutBucketPublicAccessBlock',
    tagging: 'PutBucketTagging',
    versioning: 'PutBucketVersioning',
  },
  DELETE: {
    '': 'DeleteBucket',
    encryption: 'DeleteBucketEncryption',
    lifecycle: 'DeleteBucketLifecycle',
    policy: 'DeleteBucketPolicy',
    publicAccessBlock: 'DeleteBucketPublicAccessBlock',
    tagging: 'DeleteBucketTagging',
  },
};

const OF_OBJECT: Readonly<Record<string, Names>> = {
  HEAD: { '': 'HeadObject' },
  GET: { '': 'GetObject', tagging: 'GetObjectTagging' },
  PUT: { '': 'PutObject', tagging: 'PutObjectTagging' },
  DELETE: { '': 'DeleteObject', tagging: 'DeleteObjectTagging' },
};

/** Calls of a bucket that are about its objects. */
const DATA_OF_BUCKET: ReadonlySet<string> = new Set(['HeadBucket', 'ListObjects', 'ListObjectVersions']);

/**
 * Undefined for what the gateway does not let through.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
 */
export function s3Event({ method, bucket, key, query }: S3Call): S3Event | undefined {
  if (bucket === undefined) return method === 'GET' ? { name: 'ListBuckets', category: 'Management' } : undefined;
  const names = (key === undefined ? OF_BUCKET : OF_OBJECT)[method] ?? {};
  const part = Object.keys(names).find((each) => each !== '' && query.has(each)) ?? '';
  const name = names[part];
  if (name === undefined) return undefined;
  return { name, category: key === undefined && !DATA_OF_BUCKET.has(name) ? 'Management' : 'Data' };
}

/** The bucket, the object, and the query; of the bodies that settings of a bucket have, policies alone. */
export function s3Parameters({ method, bucket, key, query, body }: S3Call, region: string): Elements | null {
  if (bucket === undefined) return null;
  const policy = method === 'PUT' && query.has('policy') ? parsedJson(body.toString()) : undefined;
  return {
    ...bucketParameters(bucket, region),
    ...(key === undefined ? {} : { key }),
    ...Object.fromEntries(query),
    ...(policy === undefined ? {} : { bucketPolicy: policy }),
  };
}

export function bucketParameters(bucket: string, region: string): Elements {
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return { bucketName: bucket, Host: `${bucket}.s3.${region}.${suffix}` };
}
