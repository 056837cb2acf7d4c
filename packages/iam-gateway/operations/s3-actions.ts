import type { S3Call } from '../requests/call';
import { Unmapped } from '../requests/refusals';

/** What a method does at one level, by the parameter of the query that names a part of it; `''` where there is none. */
type Actions = Readonly<Record<string, readonly string[]>>;

const ALL: Readonly<Record<string, Actions>> = {
  GET: { '': ['s3:ListAllMyBuckets'] },
};

const BUCKET: Readonly<Record<string, Actions>> = {
  HEAD: { '': ['s3:ListBucket'] },
  GET: {
    '': ['s3:ListBucket'],
    accelerate: ['s3:GetAccelerateConfiguration'],
    acl: ['s3:GetBucketAcl'],
    analytics: ['s3:GetAnalyticsConfiguration'],
    cors: ['s3:GetBucketCORS'],
    encryption: ['s3:GetEncryptionConfiguration'],
    'intelligent-tiering': ['s3:GetIntelligentTieringConfiguration'],
    inventory: ['s3:GetInventoryConfiguration'],
    lifecycle: ['s3:GetLifecycleConfiguration'],
    location: ['s3:GetBucketLocation'],
    logging: ['s3:GetBucketLogging'],
    metrics: ['s3:GetMetricsConfiguration'],
    notification: ['s3:GetBucketNotification'],
    'object-lock': ['s3:GetBucketObjectLockConfiguration'],
    ownershipControls: ['s3:GetBucketOwnershipControls'],
    policy: ['s3:GetBucketPolicy'],
    policyStatus: ['s3:GetBucketPolicyStatus'],
    publicAccessBlock: ['s3:GetBucketPublicAccessBlock'],
    replication: ['s3:GetReplicationConfiguration'],
    requestPayment: ['s3:GetBucketRequestPayment'],
    tagging: ['s3:GetBucketTagging'],
    versioning: ['s3:GetBucketVersioning'],
    versions: ['s3:ListBucketVersions'],
    website: ['s3:GetBucketWebsite'],
  },
  PUT: {
    '': ['s3:CreateBucket'],
    accelerate: ['s3:PutAccelerateConfiguration'],
    acl: ['s3:PutBucketAcl'],
    analytics: ['s3:PutAnalyticsConfiguration'],
    cors: ['s3:PutBucketCORS'],
    encryption: ['s3:PutEncryptionConfiguration'],
    'intelligent-tiering': ['s3:PutIntelligentTieringConfiguration'],
    inventory: ['s3:PutInventoryConfiguration'],
    lifecycle: ['s3:PutLifecycleConfiguration'],
    logging: ['s3:PutBucketLogging'],
    metrics: ['s3:PutMetricsConfiguration'],
    notification: ['s3:PutBucketNotification'],
    'object-lock': ['s3:PutBucketObjectLockConfiguration'],
    ownershipControls: ['s3:PutBucketOwnershipControls'],
    policy: ['s3:PutBucketPolicy'],
    publicAccessBlock: ['s3:PutBucketPublicAccessBlock'],
    requestPayment: ['s3:PutBucketRequestPayment'],
    tagging: ['s3:PutBucketTagging'],
    versioning: ['s3:PutBucketVersioning'],
    website: ['s3:PutBucketWebsite'],
  },
  DELETE: {
    '': ['s3:DeleteBucket'],
    analytics: ['s3:PutAnalyticsConfiguration'],
    cors: ['s3:PutBucketCORS'],
    encryption: ['s3:PutEncryptionConfiguration'],
    'intelligent-tiering': ['s3:PutIntelligentTieringConfiguration'],
    inventory: ['s3:PutInventoryConfiguration'],
    lifecycle: ['s3:PutLifecycleConfiguration'],
    metrics: ['s3:PutMetricsConfiguration'],
    ownershipControls: ['s3:PutBucketOwnershipControls'],
    policy: ['s3:DeleteBucketPolicy'],
    publicAccessBlock: ['s3:PutBucketPublicAccessBlock'],
    replication: ['s3:PutReplicationConfiguration'],
    tagging: ['s3:PutBucketTagging'],
    website: ['s3:DeleteBucketWebsite'],
  },
};

const OBJECT: Readonly<Record<string, Actions>> = {
  HEAD: { '': ['s3:GetObject'], versionId: ['s3:GetObjectVersion'] },
  GET: {
    '': ['s3:GetObject'],
    acl: ['s3:GetObjectAcl'],
    'legal-hold': ['s3:GetObjectLegalHold'],
    retention: ['s3:GetObjectRetention'],
    tagging: ['s3:GetObjectTagging'],
    versionId: ['s3:GetObjectVersion'],
  },
  PUT: { '': ['s3:PutObject'], acl: ['s3:PutObjectAcl'], tagging: ['s3:PutObjectTagging'] },
  DELETE: { '': ['s3:DeleteObject'], tagging: ['s3:DeleteObjectTagging'], versionId: ['s3:DeleteObjectVersion'] },
};

/** Parameters that change how an answer looks, and not what it is about. */
const HARMLESS: ReadonlySet<string> = new Set([
  'continuation-token',
  'delimiter',
  'encoding-type',
  'fetch-owner',
  // Of one of several configurations of a bucket.
  'id',
  'key-marker',
  'list-type',
  'marker',
  'max-keys',
  'prefix',
  'start-after',
  'version-id-marker',
  'x-id',
]);

/** @throws Unmapped for a part of S3 that the rehearsal does not use, or for two at once */
export function s3Actions({ method, bucket, key, query, headers }: S3Call): readonly string[] {
  const level = bucket === undefined ? ALL : key === undefined ? BUCKET : OBJECT;
  const parts = [...query.keys()].filter((name) => !HARMLESS.has(name));
  const [part = '', ...others] = parts;
  const actions = Object.hasOwn(level, method) ? level[method] : undefined;
  if (others.length > 0 || actions === undefined || !Object.hasOwn(actions, part)) {
    const what = bucket === undefined ? '/' : key === undefined ? 'a bucket' : 'an object';
    throw new Unmapped(`s3: ${method} of ${what} with ${parts.join(', ') || 'nothing more'}`);
  }
  return [...(actions[part] ?? []), ...byHeaders(part === '' ? method : '', key !== undefined, headers)];
}

/** What a header asks for besides takes a permission of its own. */
function byHeaders(method: string, isObject: boolean, headers: S3Call['headers']): readonly string[] {
  if (method !== 'PUT') return [];
  return [
    ...(headers.has('x-amz-acl') ? [isObject ? 's3:PutObjectAcl' : 's3:PutBucketAcl'] : []),
    ...(isObject && headers.has('x-amz-tagging') ? ['s3:PutObjectTagging'] : []),
    ...(!isObject && headers.has('x-amz-object-ownership') ? ['s3:PutBucketOwnershipControls'] : []),
    ...(!isObject && /^true$/i.test(headers.get('x-amz-bucket-object-lock-enabled') ?? '')
      ? ['s3:PutBucketObjectLockConfiguration', 's3:PutBucketVersioning']
      : []),
  ];
}
