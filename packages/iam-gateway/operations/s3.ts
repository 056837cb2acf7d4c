import type { RequestContext } from '../iam/request';
import type { S3Call } from '../requests/call';
import { OtherOwner, Unmapped } from '../requests/refusals';
import { deletedObjects, deletesObjects } from './deleted-objects';
import { keyArn, keyContext } from './kms';
import { s3Actions } from './s3-actions';
import type { RequestPlace, RequiredPermission } from './table';

/**
 * The permissions that a request to S3 takes: on the bucket or the object, and on the KMS key of an object.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export async function s3Permissions(call: S3Call, here: RequestPlace): Promise<readonly RequiredPermission[]> {
  refuseStrangeHeaders(call);
  const several = deletesObjects(call) ? deletedObjects(call) : undefined;
  const actions = several === undefined ? s3Actions(call) : [];
  if (call.bucket === undefined) return actions.map((action) => ({ action, resource: '*' }));
  refuseOtherOwner(call, here);
  const bucket = `arn:${here.snapshot.partition}:s3:::${call.bucket}`;
  // Whose a bucket is that is not there yet, nobody knows but who asks.
  const known = here.snapshot.resources.has(bucket) ? {} : { target: { account: here.account } };
  if (several !== undefined) {
    return several.map(({ key, action }) => ({ action, resource: `${bucket}/${key}`, ...known }));
  }
  const resource = call.key === undefined ? bucket : `${bucket}/${call.key}`;
  const needs = actions.map(
    (action): RequiredPermission => ({ action, resource, ...known, context: contextOf(action, call) }),
  );
  return [...needs, ...(await keyNeeds(actions, call, here))];
}

/**
 * S3 denies access where a bucket is somebody else's. Of one that is not there it says so, as ever.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html
 * @throws OtherOwner
 */
function refuseOtherOwner({ headers, bucket = '' }: S3Call, { snapshot }: RequestPlace): void {
  const expected = headers.get('x-amz-expected-bucket-owner');
  const owner = snapshot.buckets.get(bucket)?.account;
  if (expected !== undefined && owner !== undefined && expected !== owner) throw new OtherOwner(bucket, expected);
}

function contextOf(action: string, { query, headers }: S3Call): RequestContext {
  switch (action) {
    case 's3:ListBucket':
    case 's3:ListBucketVersions':
      return { 's3:prefix': query.get('prefix') };
    case 's3:PutObject':
      return {
        's3:x-amz-server-side-encryption': headers.get(ENCRYPTION),
        's3:x-amz-server-side-encryption-aws-kms-key-id': headers.get(KEY),
        's3:x-amz-acl': headers.get('x-amz-acl'),
        's3:x-amz-storage-class': headers.get('x-amz-storage-class'),
      };
    case 's3:CreateBucket':
      return {
        's3:x-amz-acl': headers.get('x-amz-acl'),
        's3:x-amz-bucket-namespace': headers.get('x-amz-bucket-namespace'),
      };
    default:
      return {};
  }
}

const ENCRYPTION = 'x-amz-server-side-encryption';
const KEY = 'x-amz-server-side-encryption-aws-kms-key-id';

/** S3 uses a key in the caller's name. It needs none to tell what an object is like (`HEAD`). */
async function keyNeeds(
  actions: readonly string[],
  call: S3Call,
  here: RequestPlace,
): Promise<readonly RequiredPermission[]> {
  const { bucket = '', key = '', method, query } = call;
  const settings = here.snapshot.buckets.get(bucket);
  const region = settings?.region ?? here.region;
  const suffix = here.snapshot.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  const use = (action: string, named: string): RequiredPermission => {
    const resource = keyArn(named, { ...here, region });
    return { action, resource, context: { ...keyContext(resource, here), 'kms:ViaService': `s3.${region}.${suffix}` } };
  };
  if (actions.includes('s3:PutObject')) {
    const named = encryptingKey(call, here);
    return named === undefined ? [] : [use('kms:GenerateDataKey', named)];
  }
  if (method === 'GET' && actions.some((action) => /^s3:GetObject(Version)?$/.test(action))) {
    const named = await here.encryptionKey(bucket, key, query.get('versionId'));
    return named === undefined ? [] : [use('kms:Decrypt', named)];
  }
  return [];
}

/** The key that an object will be encrypted with: the one that the request names, or else the bucket's. */
function encryptingKey({ headers, bucket = '' }: S3Call, { snapshot }: RequestPlace): string | undefined {
  const settings = snapshot.buckets.get(bucket);
  const wanted = headers.get(ENCRYPTION);
  if (wanted !== undefined && wanted !== 'aws:kms') {
    if (wanted !== 'AES256') throw new Unmapped(`the encryption ${wanted}`);
    return undefined;
  }
  if (wanted === undefined && !settings?.isKmsByDefault) return undefined;
  const key = headers.get(KEY) ?? settings?.encryptionKey ?? undefined;
  if (key === undefined) throw new Unmapped("encryption with AWS's own key of S3");
  return key;
}

/** Headers of S3 that mean the same for everybody, or whose meaning the tables know. */
const KNOWN: ReadonlySet<string> = new Set([
  'x-amz-acl',
  'x-amz-bucket-namespace',
  'x-amz-bucket-object-lock-enabled',
  'x-amz-checksum-mode',
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-decoded-content-length',
  'x-amz-expected-bucket-owner',
  'x-amz-object-ownership',
  'x-amz-sdk-checksum-algorithm',
  'x-amz-security-token',
  'x-amz-storage-class',
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-tagging',
  'x-amz-trailer',
  'x-amz-transition-default-minimum-object-size',
  'x-amz-user-agent',
]);

/**
 * Copies, locks, grants, keys of a customer's own: headers by which a request means more than its method says.
 *
 * @throws Unmapped for those that nobody has looked up
 */
function refuseStrangeHeaders({ headers, method, key, query, body }: S3Call): void {
  const strange = [...headers.keys()].filter(
    (name) => name.startsWith('x-amz-') && !KNOWN.has(name) && !/^x-amz-(meta-|checksum-[a-z0-9]+$)/.test(name),
  );
  if (strange.length > 0) throw new Unmapped(`s3: ${method} with ${strange.join(', ')}`);
  // A bucket may be made with tags, which takes another permission: in plain sight, or written so that only XML sees it.
  const isNewBucket = method === 'PUT' && key === undefined && query.size === 0;
  if (isNewBucket && !/^(?!.*(<Tag|<!))[\t\n\r\x20-\x7e]*$/s.test(body.toString('latin1'))) {
    throw new Unmapped('s3:CreateBucket with tags, or in a form that could hide them');
  }
}
