import { isObject } from '../../domain/json';
import { type AccessChange, toRead, widens } from '../../iam/access-change';
import type { Properties } from './template';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
export const PUBLIC_ACCESS_BLOCK = [
  'BlockPublicAcls',
  'BlockPublicPolicy',
  'IgnorePublicAcls',
  'RestrictPublicBuckets',
];

/** A new bucket is private, unless its template says otherwise: S3 blocks public access where nothing is said about it. */
export function newBucket({
  PublicAccessBlockConfiguration: block,
  AccessControl: acl,
}: Properties): readonly AccessChange[] {
  const open = isObject(block) ? PUBLIC_ACCESS_BLOCK.filter((name) => String(block[name]) !== 'true') : [];
  return [
    ...(open.length > 0 ? [widens('a new bucket whose public access block is not complete', open)] : []),
    ...(block !== undefined && !isObject(block) ? [toRead('a new bucket whose public access block is not known')] : []),
    ...(acl === undefined ? [] : [toRead('a new bucket with an AccessControl')]),
  ];
}
